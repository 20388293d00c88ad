package org.countersign.people;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.countersign.people.PeopleImport.Imported;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Imports the configured file before the application says it is ready. A file with mistakes stops only a start that has no directory
 * yet; otherwise the directory of yesterday serves and the mistakes are logged, because a broken export must not shut people out.
 */
@Component
@Order(0)
class ImportAtStart implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(ImportAtStart.class);

    private final PeopleImport imports;
    private final People people;
    private final PeopleSettings settings;
    private final Environment environment;

    ImportAtStart(PeopleImport imports, People people, PeopleSettings settings, Environment environment) {
        this.imports = imports;
        this.people = people;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        boolean empty = people.all().isEmpty();
        Path file = settings.file();
        if (file != null) {
            try (InputStream csv = Files.newInputStream(file)) {
                say(imports.read(csv, file.toString(), null));
            } catch (ImportRefused | IOException e) {
                String reason = e instanceof ImportRefused ? e.getMessage() : e instanceof NoSuchFileException
                        ? "There is no file " + file + " (countersign.people.file)" : "The file " + file + " (countersign.people.file) cannot be read: " + e;
                if (empty) {
                    throw new NoDirectory(reason, e);
                }
                log.error("The directory stays as it was. {}", reason);
            }
        } else if (empty && environment.acceptsProfiles(Profiles.of("demo"))) {
            ClassPathResource cast = new ClassPathResource("demo/people.csv");
            try (InputStream csv = cast.getInputStream()) {
                say(imports.read(csv, "demo/people.csv", null));
            }
        } else if (empty) {
            log.warn("The directory is empty: nobody but an administrator can sign in. Set countersign.people.file to a people.csv.");
        }
    }

    private static void say(Imported done) {
        log.info("Directory read from {}: {} added, {} changed, {} departed, {} unchanged",
                done.fileName(), done.added(), done.changed(), done.departed(), done.unchanged());
    }
}
