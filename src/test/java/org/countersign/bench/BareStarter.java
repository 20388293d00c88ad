package org.countersign.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** The floor of starting: the engine's starter with its webapp on H2, and nothing of ours. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareStarter {

    public static void main(String[] arguments) {
        SpringApplication.run(BareStarter.class, arguments);
    }
}
