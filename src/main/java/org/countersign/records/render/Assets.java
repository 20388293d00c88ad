package org.countersign.records.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

/** Stylesheet and logo, read once. */
final class Assets {

    private static final Pattern REACHING = Pattern.compile("@import|<script|<!entity|href|url\\s*\\(|\\son\\w+\\s*=",
            Pattern.CASE_INSENSITIVE);

    private final String stylesheet;
    private final String logo;

    /** @param logo where the institution pack says it is: a Spring resource address, PNG, JPEG or SVG; without a scheme it lies in {@code templates/} */
    Assets(String templates, String logo) {
        var loader = new DefaultResourceLoader(Assets.class.getClassLoader());
        stylesheet = new String(read(loader, "classpath:" + templates + "assets/record.css"), StandardCharsets.UTF_8);
        byte[] picture = read(loader, logo.contains(":") ? logo : "classpath:" + templates + logo);
        String type = mediaType(logo);
        if (type.endsWith("svg+xml") && REACHING.matcher(new String(picture, StandardCharsets.UTF_8)).find()) {
            throw new IllegalArgumentException("The logo '" + logo + "' holds a script, a link or an import; save it as a plain drawing");
        }
        this.logo = "data:" + type + ";base64," + Base64.getEncoder().encodeToString(picture);
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
