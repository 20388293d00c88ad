package org.countersign;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets modules do work that repeats; what fails is tried again at its next time. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class Scheduling {

    private static final Logger log = LoggerFactory.getLogger(Scheduling.class);

    @Bean
    ThreadPoolTaskSchedulerCustomizer plainWordsForOutages() {
        return scheduler -> scheduler.setErrorHandler(e -> {
            if (Outage.isBehind(e)) {
                log.warn("The database does not answer: what happens by itself waits and is tried again.");
            } else {
                log.error("Work that happens by itself failed; it is tried again at its next time", e);
            }
        });
    }
}
