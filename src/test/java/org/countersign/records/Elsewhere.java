package org.countersign.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Another installation: a database of the same kind without a table in it, a data folder and keys of its own. Commands are given to it. */
final class Elsewhere {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Path data;
    private final String url;
    private final String user;
    private final String password;
    private String said = "";

    /** @param here the database it is made beside */
    Elsewhere(DataSource here, Path data) {
        this.data = data;
        String name = "elsewhere" + NEXT.incrementAndGet();
        try (Connection connection = here.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            if (about.getDatabaseProductName().equals("PostgreSQL")) {
                connection.createStatement().execute("create database " + name);
                url = about.getURL().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
                user = "postgres";
                password = "postgres";
            } else {
                url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
                user = "sa";
                password = "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int run(String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        // What the command says itself counts; given twice, both would.
        settings().filter(setting -> Arrays.stream(command).noneMatch(given -> given.startsWith(setting.substring(0, setting.indexOf('=') + 1)))).forEach(all::add);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            int code = RecordCommands.run(all.toArray(String[]::new), new PrintStream(bytes, true, StandardCharsets.UTF_8)).orElseThrow();
            said = bytes.toString(StandardCharsets.UTF_8);
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<String> settings() {
        return Stream.of("--spring.datasource.url=" + url, "--spring.datasource.username=" + user, "--spring.datasource.password=" + password,
                "--countersign.data=" + data, "--countersign.institution.pack=jesus-college", "--countersign.records.keystore.file=" + data.resolve("keystore.p12"),
                "--countersign.records.keystore.password=another college's secret");
    }

    /** Writes these of its records as a bag, sealed by its own keys, by the machine's own clock. */
    void export(String name, Path bag, String... recordIds) throws IOException {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ExportingInLittleMemory.RecordsAndBags.class).web(WebApplicationType.NONE)
                .logStartupInfo(false).run(settings().toArray(String[]::new)); OutputStream out = Files.newOutputStream(bag)) {
            context.getBean(Bags.class).write(name, new Bags.Order("P0009", Bags.Taker.DESK, 0), Stream.of(recordIds), out);
        }
    }

    /** What the last command said. */
    String said() {
        return said;
    }

    DataSource database() {
        return new DriverManagerDataSource(url, user, password);
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database());
    }

    Path data() {
        return data;
    }
}
