package org.countersign.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.Countersign;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Starts the whole application inside the benchmark, with the demonstration's people. */
public final class Application {

    /** Where the benchmark works; nothing outside of it is touched. */
    static final Path PLACE = Path.of("target/bench").toAbsolutePath();

    private Application() {}

    static ConfigurableApplicationContext start(String databaseUrl, int port, boolean jobs, String... more) {
        // A folder of its own for each: what lies beside one database knows no other.
        Path data = PLACE.resolve("data-" + UUID.randomUUID());
        List<String> arguments = new ArrayList<>(List.of("--spring.profiles.active=demo", "--spring.datasource.url=" + databaseUrl,
                "--server.port=" + port, "--camunda.bpm.job-execution.enabled=" + jobs,
                "--countersign.data=" + data, "--countersign.records.keystore.file=" + data.resolve("keystore.p12"),
                "--countersign.records.keystore.password=a-password-for-the-benchmark"));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(Countersign.class, PapersSwitch.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("withoutTestClasses", new WithoutTestClasses()))
                .run(arguments.toArray(String[]::new));
    }

    /** The classes of tests lie in the same packages, and are no part of the application. */
    public static final class WithoutTestClasses extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory readers) {
            return reader.getResource().toString().contains("test-classes");
        }
    }
}
