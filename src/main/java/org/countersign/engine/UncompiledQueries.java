package org.countersign.engine;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * PostgreSQL would compile the task lists' queries anew each time, which takes longer than they do. {@code spring.datasource.hikari.connection-init-sql}
 * takes precedence.
 */
@Component
class UncompiledQueries implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:") && pool.getConnectionInitSql() == null) {
            pool.setConnectionInitSql("set jit = off");
        }
        return bean;
    }
}
