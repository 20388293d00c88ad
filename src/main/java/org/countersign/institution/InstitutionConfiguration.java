package org.countersign.institution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** Reads the pack once at start. {@link ZoneId} is the institution's zone for all modules. */
@Configuration(proxyBeanMethods = false)
class InstitutionConfiguration {

    @Bean
    Pack pack(InstitutionSettings settings, Clock clock) throws IOException {
        String name = settings.pack().strip();
        Function<ZoneId, LocalDate> today = zone -> LocalDate.ofInstant(clock.instant(), zone);
        ClassPathResource shipped = new ClassPathResource("institutions/" + name + ".yaml");
        if (name.matches("[a-z0-9-]+") && shipped.exists()) {
            try (InputStream yaml = shipped.getInputStream()) {
                return Pack.read(yaml, "institutions/" + name + ".yaml", today);
            }
        }
        Path file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new PackRefused("'" + name + "'", List.of("countersign.institution.pack is neither a pack that comes with the application nor a file that can be read"));
        }
        try (InputStream yaml = Files.newInputStream(file)) {
            return Pack.read(yaml, file.toString(), today);
        }
    }

    @Bean
    Institution institution(Pack pack) {
        return pack.institution();
    }

    @Bean
    ZoneId institutionZone(Institution institution) {
        return institution.zone();
    }
}
