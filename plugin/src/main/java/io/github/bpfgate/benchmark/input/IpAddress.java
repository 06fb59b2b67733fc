package io.github.bpfgate.benchmark.input;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address as it stands in a header, read from and written as its usual text; never asks a resolver. */
final class IpAddress {
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int IPV6_BYTES = 16;

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return the address of {@code length} bytes, 4 or 16, at {@code offset}} */
    static IpAddress at(byte[] frame, int offset, int length) {
        return new IpAddress(Arrays.copyOfRange(frame, offset, offset + length));
    }

    /** {@return the address written as {@code text}, or nothing when it is not a dotted quad or an IPv6 literal} */
    static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text);
    }

    private static Optional<IpAddress> parseIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (!OCTET.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(new IpAddress(bytes));
    }

    private static Optional<IpAddress> parseIpv6(String text) {
        if (!IPV6_CHARACTERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // With a colon in it the text is taken as a literal or refused: no name is looked up.
            InetAddress literal = InetAddress.getByName(text);
            return Optional.of(new IpAddress(literal instanceof Inet4Address ? mapped(literal) : literal.getAddress()));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Java turns {@code ::ffff:1.2.3.4} into an IPv4 address; a header needs the 16 bytes that were written. */
    private static byte[] mapped(InetAddress ipv4) {
        byte[] bytes = new byte[IPV6_BYTES];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        System.arraycopy(ipv4.getAddress(), 0, bytes, 12, 4);
        return bytes;
    }

    boolean isIpv6() {
        return bytes.length == IPV6_BYTES;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the address as dotted quad, or in the form of RFC 5952: lower case, the longest run of zeros as ::} */
    @Override
    public String toString() {
        if (!isIpv6()) {
            return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
        }
        int start = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(i + run) == 0) {
                run++;
            }
            if (run > longest) {
                start = i;
                longest = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                boolean joined = text.length() == 0 || text.charAt(text.length() - 1) == ':';
                text.append(joined ? "" : ":").append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
    }
}
