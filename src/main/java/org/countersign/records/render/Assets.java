package org.countersign.records.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

/** Stylesheet and logo, read once. */
final class Assets {

    private final String stylesheet;
    private final String logo;

    /** @param logo where the institution pack says it is: a Spring resource address, PNG, JPEG or SVG; without a scheme it lies in {@code templates/} */
    Assets(String templates, String logo) {
        var loader = new DefaultResourceLoader(Assets.class.getClassLoader());
        stylesheet = new String(read(loader, "classpath:" + templates + "assets/record.css"), StandardCharsets.UTF_8);
        this.logo = "data:" + mediaType(logo) + ";base64,"
                + Base64.getEncoder().encodeToString(read(loader, logo.contains(":") ? logo : "classpath:" + templates + logo));
    }

    String stylesheet() {
        return stylesheet;
    }

    /** As a data address, so that the page needs nothing beside itself. */
    String logo() {
        return logo;
    }

    private static String mediaType(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".png")) {
            return "image/png";
        }
        if (lower.endsWith(".jpg") || lower.endsWith(".jpeg")) {
            return "image/jpeg";
        }
        if (lower.endsWith(".svg")) {
            return "image/svg+xml";
        }
        throw new IllegalArgumentException("The logo '" + name + "' is neither PNG, JPEG nor SVG; save it as PNG");
    }

    private static byte[] read(ResourceLoader loader, String place) {
        try {
            return loader.getResource(place).getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read '" + place + "', which the records' pages need", e);
        }
    }
}
