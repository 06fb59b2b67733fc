package io.github.bpfgate.benchmark.input;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of a {@link BuiltPacket} taken apart: each known, given once, and its value well-formed. */
final class PacketWords {
    private static final List<String> FAMILIES = List.of("ipv4", "ipv6", "arp");
    private static final List<String> PROTOCOLS = List.of("udp", "tcp", "icmp");
    /** In the order of their bits, from the lowest (RFC 9293, section 3.1). */
    private static final List<String> FLAGS = List.of("fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr");
    private static final List<String> KEYS = List.of("src", "dst", "smac", "dmac", "sport", "dport", "size", "vlan",
            "ttl", "tos", "flags", "payload");
    private static final String UNIT = "bytes";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}|0x[0-9a-f]{1,7}");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})+");

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> flagWords = new ArrayList<>();
    private String family;
    private String protocol;

    private PacketWords(String text) {
        this.text = text.strip();
    }

    static PacketWords parse(String text) throws InputException {
        PacketWords words = new PacketWords(text);
        if (words.text.isEmpty()) {
            throw words.problem("no words; write for example ipv4 udp");
        }
        String[] tokens = words.text.toLowerCase(Locale.ROOT).split("\\s+");
        for (int i = 0; i < tokens.length; i++) {
            if (i + 1 < tokens.length && tokens[i + 1].equals(UNIT)) {
                words.put("size", tokens[i]);
                i++;
            } else {
                words.word(tokens[i]);
            }
        }
        if (words.has("flags") && !words.flagWords.isEmpty()) {
            throw words.problem("both flags= and " + words.flagWords.get(0) + "; give the flags in one place");
        }
        return words;
    }

    private void word(String token) throws InputException {
        int equals = token.indexOf('=');
        if (equals >= 0) {
            String key = token.substring(0, equals);
            if (!KEYS.contains(key)) {
                throw unknown(key + "=");
            }
            put(key, token.substring(equals + 1));
        } else if (FAMILIES.contains(token)) {
            family = only(family, token);
        } else if (PROTOCOLS.contains(token)) {
            protocol = only(protocol, token);
        } else if (FLAGS.contains(token)) {
            if (flagWords.contains(token)) {
                throw problem(token + " is given twice; leave one out");
            }
            flagWords.add(token);
        } else if (NUMBER.matcher(token).matches()) {
            throw problem("what is " + token + "? For the size write \"" + token + " bytes\" or size=" + token);
        } else if (token.equals(UNIT)) {
            throw problem("no number before \"bytes\"; write for example 128 bytes");
        } else {
            throw unknown(token);
        }
    }

    private String only(String before, String token) throws InputException {
        if (before != null) {
            throw problem(before.equals(token)
                    ? token + " is given twice; leave one out"
                    : before + " and " + token + " exclude each other; leave one out");
        }
        return token;
    }

    private void put(String key, String value) throws InputException {
        if (value.isEmpty()) {
            throw problem(key + "= has no value; write one behind it or leave it out");
        }
        if (values.put(key, value) != null) {
            throw problem(key + " is given twice; leave one out");
        }
    }

    private InputException unknown(String token) {
        List<String> nearest = Stream.of(FAMILIES.stream(), PROTOCOLS.stream(), FLAGS.stream(), Stream.of(UNIT),
                        KEYS.stream().map(key -> key + "="))
                .flatMap(words -> words)
                .sorted(Comparator.comparingInt(word -> distance(token, word)))
                .limit(3)
                .toList();
        return problem("unknown word \"" + token + "\"; the nearest known ones are " + String.join(", ", nearest));
    }

    /** Levenshtein's edit distance, row by row. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[right.length()];
    }

    InputException problem(String what) {
        return new InputException("packet \"" + text + "\": " + what);
    }

    Optional<String> family() {
        return Optional.ofNullable(family);
    }

    Optional<String> protocol() {
        return Optional.ofNullable(protocol);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** @throws InputException when the value is no number from {@code low} to {@code high}, both included */
    OptionalInt number(String key, int low, int high) throws InputException {
        String value = values.get(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        int number = !NUMBER.matcher(value).matches() ? -1
                : value.startsWith("0x") ? Integer.parseInt(value.substring(2), 16) : Integer.parseInt(value);
        if (number < low || number > high) {
            throw problem(key + "=" + value + " is not a number from " + low + " to " + high);
        }
        return OptionalInt.of(number);
    }

    /** @throws InputException when the value is not an address of the family */
    Optional<IpAddress> address(String key, boolean ipv6) throws InputException {
        String value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.parse(value);
        if (address.isEmpty()) {
            throw problem(key + "=" + value + " is not an IP address; write it like "
                    + (ipv6 ? "2001:db8::1" : "10.0.0.1"));
        }
        if (address.get().isIpv6() != ipv6) {
            throw problem(key + "=" + value + " is not an IPv" + (ipv6 ? 6 : 4)
                    + " address; write one, or change the other words");
        }
        return address;
    }

    Optional<byte[]> mac(String key) throws InputException {
        return hex(key, MAC, "an Ethernet address such as 02:00:00:00:00:01", ":");
    }

    Optional<byte[]> payload() throws InputException {
        return hex("payload", HEX, "an even number of hex digits", "");
    }

    private Optional<byte[]> hex(String key, Pattern pattern, String wanted, String delimiter) throws InputException {
        String value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!pattern.matcher(value).matches()) {
            throw problem(key + "=" + value + " is not " + wanted);
        }
        return Optional.of(HexFormat.ofDelimiter(delimiter).parseHex(value));
    }

    /** {@return whether TCP flags are given, as words or with flags=} */
    boolean hasFlags() {
        return has("flags") || !flagWords.isEmpty();
    }

    /** {@return the flag byte of a TCP header, or nothing when no flag is given} */
    OptionalInt flags() throws InputException {
        if (!hasFlags()) {
            return OptionalInt.empty();
        }
        if (value("flags").filter("none"::equals).isPresent()) {
            return OptionalInt.of(0);
        }
        List<String> names = has("flags") ? List.of(values.get("flags").split(",", -1)) : flagWords;
        int bits = 0;
        for (String name : names) {
            int bit = FLAGS.indexOf(name);
            if (bit < 0) {
                throw problem("flags= knows no \"" + name + "\"; it takes none or some of " + String.join(",", FLAGS));
            }
            if ((bits & 1 << bit) != 0) {
                throw problem(name + " is given twice; leave one out");
            }
            bits |= 1 << bit;
        }
        return OptionalInt.of(bits);
    }
}
