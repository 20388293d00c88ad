package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UncompiledQueriesTests {

    @Test
    void tellsPostgresNotToCompileAndNoOtherDatabase() {
        assertThat(firstWords("jdbc:postgresql://db/countersign", null)).isEqualTo("set jit = off");
        assertThat(firstWords("jdbc:h2:mem:countersign", null)).isNull();
    }

    @Test
    void leavesAnAdministratorsOwnWords() {
        assertThat(firstWords("jdbc:postgresql://db/countersign", "set jit = on")).isEqualTo("set jit = on");
    }

    private static @Nullable String firstWords(String url, @Nullable String own) {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            pool.setConnectionInitSql(own);
            new UncompiledQueries().postProcessBeforeInitialization(pool, "dataSource");
            return pool.getConnectionInitSql();
        }
    }
}
