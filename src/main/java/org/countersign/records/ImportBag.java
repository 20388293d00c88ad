package org.countersign.records;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.records.bag.BagImport;
import org.countersign.records.bag.BagRefused;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;

/** The command {@code import-bag}: the records and their keys alone, no engine, no server. */
final class ImportBag {

    private ImportBag() {}

    /** The records, and tables for them where there are none yet, in the words of their database. */
    @Import({RotateKeys.RecordsOnly.class, BagImport.class})
    @ComponentScan(basePackages = "org.countersign", useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org\\.countersign\\.DatabaseDialect"))
    @ImportAutoConfiguration(FlywayAutoConfiguration.class)
    static class RecordsAndTables {}

    /** @return 0 when every record of the bag is here now, 1 when the bag or a record was refused, 2 when nobody could tell */
    static int run(Path bag, Set<X509Certificate> authorities, String[] settings, Answer answer) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RecordsAndTables.class).web(WebApplicationType.NONE)
                .logStartupInfo(false).properties("logging.level.root=error").run(settings)) {
            BagImport.Result result = context.getBean(BagImport.class).take(bag, authorities);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("imported", result.imported());
            facts.put("restored", result.restored());
            facts.put("already", result.already());
            facts.put("refused", result.refused());
            String words = result.imported().size() + " records imported, " + result.restored().size() + " put back, " + result.already()
                    + " were here already, " + result.refused().size() + " refused.";
            return answer.give(result.refused().isEmpty() ? Answer.HOLDS : Answer.DOES_NOT, words, facts, result.refused());
        } catch (BagRefused e) {
            return answer.give(e.isUndecided() ? Answer.CANNOT_TELL : Answer.DOES_NOT, "The bag was not imported. " + e.getMessage(),
                    Map.of("file", e.file()), List.of());
        } catch (IOException e) {
            return answer.give(Answer.CANNOT_TELL, "The bag " + bag + " could not be read.", Map.of(), List.of());
        } catch (RuntimeException e) {
            return answer.give(Answer.CANNOT_TELL, "The bag was not imported, or not to its end: " + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
                    + "\nGive database, data folder and keystore as to the application; an H2 file is open to one program at a time. "
                    + "What was imported is whole; run the command again.", Map.of(), List.of());
        }
    }
}
