package org.countersign;

import java.util.Locale;
import java.util.OptionalInt;
import org.countersign.records.RecordCommands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Countersign: the engine with its Tasklist, the forms, the records and the own pages in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Countersign {

    public static void main(String[] args) {
        // Numbers and small letters are written one way, whatever language the server speaks.
        Locale.setDefault(Locale.UK);
        OptionalInt command = RecordCommands.run(args, System.out);
        if (command.isPresent()) {
            System.exit(command.getAsInt());
        }
        SpringApplication.run(Countersign.class, args);
    }
}
