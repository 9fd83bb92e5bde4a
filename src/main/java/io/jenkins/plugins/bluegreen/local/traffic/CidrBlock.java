package io.jenkins.plugins.bluegreen.local.traffic;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A block of addresses like {@code 10.0.0.0/8} or {@code 2001:db8::/32}. */
final class CidrBlock {

    private final byte[] network;
    private final int bits;

    private CidrBlock(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    static CidrBlock parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw notABlock(text);
        }
        try {
            byte[] network = InetAddress.getByName(address).getAddress();
            int bits = slash < 0 ? network.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > network.length * 8) {
                throw notABlock(text);
            }
            return new CidrBlock(network, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw notABlock(text);
        }
    }

    private static IllegalArgumentException notABlock(String text) {
        return new IllegalArgumentException("'" + text + "' is not a block of addresses like 10.0.0.0/8");
    }

    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((network[bit >> 3] ^ other[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
