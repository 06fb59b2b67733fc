package io.github.bpfgate.benchmark.input;

import java.util.Map;
import java.util.Optional;

/**
 * How the packets of a capture begin, and how they become Ethernet frames.
 *
 * <p>Numbers and header layouts are those of <a href="https://www.tcpdump.org/linktypes.html">tcpdump.org</a>.
 */
enum LinkType {
    /** A frame already. */
    ETHERNET {
        @Override
        byte[] frame(CaptureBytes capture, int data, int length, String packet) {
            return capture.copy(data, length);
        }
    },
    /** An IP packet of the version its first four bits say. */
    RAW_IP {
        @Override
        byte[] frame(CaptureBytes capture, int data, int length, String packet) throws InputException {
            int version = length == 0 ? 0 : capture.u8(data) >> 4;
            if (version != 4 && version != 6) {
                throw capture.problem(data, packet + " is neither IPv4 nor IPv6", FILTER);
            }
            int etherType = version == 4 ? FrameHeaders.ETHERTYPE_IPV4 : FrameHeaders.ETHERTYPE_IPV6;
            return ethernet(etherType, capture, data, length);
        }
    },
    IPV4 {
        @Override
        byte[] frame(CaptureBytes capture, int data, int length, String packet) {
            return ethernet(FrameHeaders.ETHERTYPE_IPV4, capture, data, length);
        }
    },
    IPV6 {
        @Override
        byte[] frame(CaptureBytes capture, int data, int length, String packet) {
            return ethernet(FrameHeaders.ETHERTYPE_IPV6, capture, data, length);
        }
    },
    /** Linux cooked capture, version 1: 16 bytes, the protocol last. */
    LINUX_SLL {
        @Override
        byte[] frame(CaptureBytes capture, int data, int length, String packet) throws InputException {
            return cooked(capture, data, length, packet, 16, 14);
        }
    },
    /** Linux cooked capture, version 2: 20 bytes, the protocol first. */
    LINUX_SLL2 {
        @Override
        byte[] frame(CaptureBytes capture, int data, int length, String packet) throws InputException {
            return cooked(capture, data, length, packet, 20, 0);
        }
    },
    /** BSD loopback: the address family in four bytes, in the order of the capturing host or of the network. */
    BSD_LOOPBACK {
        @Override
        byte[] frame(CaptureBytes capture, int data, int length, String packet) throws InputException {
            requireHeader(capture, data, length, packet, 4);
            int stored = bigEndian16(capture, data) << 16 | bigEndian16(capture, data + 2);
            // Families are small numbers, so the order is that in which the number is small.
            int family = stored >>> 16 == 0 ? stored : Integer.reverseBytes(stored);
            int etherType = switch (family) {
                case 2 -> FrameHeaders.ETHERTYPE_IPV4;
                // AF_INET6 of Linux, NetBSD and OpenBSD, FreeBSD, macOS.
                case 10, 24, 28, 30 -> FrameHeaders.ETHERTYPE_IPV6;
                default -> throw capture.problem(data, packet + " has the address family "
                        + Integer.toUnsignedString(family) + ", which is neither IPv4 nor IPv6", FILTER);
            };
            return ethernet(etherType, capture, data + 4, length - 4);
        }
    };

    private static final String FILTER = "leave it out with a capture filter: tcpdump 'ip or ip6'";
    /** Below it the field is a length or one of Linux's own protocol numbers (IEEE 802.3, linux/if_ether.h). */
    private static final int LOWEST_ETHERTYPE = 0x0600;
    private static final Map<Integer, String> NAMES_OF_OTHERS = Map.ofEntries(
            Map.entry(6, "IEEE802_5"), Map.entry(9, "PPP"), Map.entry(50, "PPP_HDLC"), Map.entry(51, "PPP_ETHER"),
            Map.entry(104, "C_HDLC"), Map.entry(105, "IEEE802_11"), Map.entry(107, "FRELAY"),
            Map.entry(117, "PFLOG"), Map.entry(119, "IEEE802_11_PRISM"), Map.entry(127, "IEEE802_11_RADIOTAP"),
            Map.entry(147, "USER0"), Map.entry(187, "BLUETOOTH_HCI_H4"), Map.entry(189, "USB_LINUX"),
            Map.entry(192, "PPI"), Map.entry(195, "IEEE802_15_4_WITHFCS"), Map.entry(220, "USB_LINUX_MMAPPED"),
            Map.entry(227, "CAN_SOCKETCAN"), Map.entry(239, "NFLOG"), Map.entry(249, "USBPCAP"),
            Map.entry(253, "NETLINK"));

    /** {@return the link type of a LINKTYPE_ number, or nothing when no frame can be made of it} */
    static Optional<LinkType> of(int number) {
        return Optional.ofNullable(switch (number) {
            case 1 -> ETHERNET;
            // 12 and 14 are DLT_RAW as some systems wrote it into files.
            case 12, 14, 101 -> RAW_IP;
            case 228 -> IPV4;
            case 229 -> IPV6;
            case 113 -> LINUX_SLL;
            case 276 -> LINUX_SLL2;
            case 0, 108 -> BSD_LOOPBACK;
            default -> null;
        });
    }

    /** {@return the number with its name where known, for messages} */
    static String describe(int number) {
        String name = NAMES_OF_OTHERS.get(number);
        return name == null ? Integer.toString(number) : number + " (" + name + ")";
    }

    /**
     * Makes an Ethernet frame of a captured packet.
     *
     * @param data   offset of the packet, which lies within the file whole
     * @param length bytes of it
     * @param packet its name in messages
     */
    abstract byte[] frame(CaptureBytes capture, int data, int length, String packet) throws InputException;

    private static byte[] cooked(CaptureBytes capture, int data, int length, String packet, int header, int protocol)
            throws InputException {
        requireHeader(capture, data, length, packet, header);
        int etherType = bigEndian16(capture, data + protocol);
        if (etherType < LOWEST_ETHERTYPE) {
            throw capture.problem(data, packet + " has the protocol " + String.format("0x%04x", etherType)
                    + ", which is not an ethertype", FILTER);
        }
        return ethernet(etherType, capture, data + header, length - header);
    }

    private static void requireHeader(CaptureBytes capture, int data, int length, String packet, int header)
            throws InputException {
        if (length < header) {
            throw capture.problem(data, packet + " is " + length + " bytes long, shorter than its " + header
                    + "-byte link-layer header", "the file is damaged: copy or capture it again");
        }
    }

    private static byte[] ethernet(int etherType, CaptureBytes capture, int payload, int length) {
        byte[] frame = new byte[FrameHeaders.ETHERNET_HEADER + length];
        byte[] header = EthernetHeader.synthetic(etherType);
        System.arraycopy(header, 0, frame, 0, header.length);
        System.arraycopy(capture.copy(payload, length), 0, frame, header.length, length);
        return frame;
    }

    private static int bigEndian16(CaptureBytes capture, int offset) {
        return capture.u8(offset) << 8 | capture.u8(offset + 1);
    }
}
