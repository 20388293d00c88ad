package org.countersign.web.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Where requests come from, as it counts when somebody's requests are counted. */
public final class Source {

    private static final int PREFIX_BYTES = 8;

    private Source() {}

    /** The address; for IPv6 its /64, which is what one caller has to ask from. */
    public static String of(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), PREFIX_BYTES)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
