package org.countersign.records.ledger;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.records.Answer;
import org.countersign.records.Ledger.State;
import org.countersign.records.sign.Attestation;
import org.countersign.records.sign.Purpose;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The command {@code verify-ledger}: the database alone, no engine, no server, nothing written. */
public final class VerifyLedger {

    private VerifyLedger() {}

    /** As little as reading the tables needs. */
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class})
    static class DatabaseOnly {}

    /** @return the exit code, as in {@link Answer} */
    public static int run(String[] settings, Answer answer) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(DatabaseOnly.class).web(WebApplicationType.NONE)
                .logStartupInfo(false).properties("logging.level.root=error").run(settings)) {
            JdbcClient jdbc = context.getBean(JdbcClient.class);
            Path data = Path.of(context.getEnvironment().getProperty("countersign.data", "./data"));
            LedgerChain chain = new LedgerChain(jdbc, context.getBean(PlatformTransactionManager.class), Clock.systemUTC());
            List<X509Certificate> authorities = jdbc.sql("select certificate from cs_certificate where purpose = ?").param(Purpose.AUTHORITY.name())
                    .query((rs, n) -> read(rs.getBytes(1))).list();
            DailyAnchors anchors = new DailyAnchors(jdbc, chain, Clock.systemUTC(), text -> text,
                    (text, seal) -> Attestation.holds(text, seal, authorities));
            State state = new LedgerHeadFile(data, chain, Clock.systemUTC()).check(anchors.check(chain.check()));
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("entries", state.entries());
            facts.put("firstBad", state.firstBad());
            facts.put("head", chain.head().hash());
            return answer.give(state.intact() ? Answer.HOLDS : Answer.DOES_NOT, state.words(), facts, List.of());
        } catch (BadSqlGrammarException e) {
            return answer.give(Answer.CANNOT_TELL, "The ledger could not be looked at: this database has none. Countersign has never been started with it, or it is "
                    + "another one.", Map.of(), List.of());
        } catch (DataAccessException e) {
            return answer.give(Answer.CANNOT_TELL, "The ledger could not be looked at: " + e.getMostSpecificCause().getMessage()
                    + "\nGive the database as to the application, for example --spring.datasource.url=…; an H2 file is open to one program at a time.",
                    Map.of(), List.of());
        }
    }

    private static X509Certificate read(byte[] der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
