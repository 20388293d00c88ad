package org.countersign;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Countersign: the engine with its Tasklist, the forms, the records and the own pages in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Countersign {

    public static void main(String[] args) {
        SpringApplication.run(Countersign.class, args);
    }
}
