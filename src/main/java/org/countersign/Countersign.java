package org.countersign;

import java.io.PrintStream;
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
        PrintStream out = System.out;
        // A command's answer stands alone on the standard output, because scripts read it; what is logged on the way goes to the other.
        System.setOut(System.err);
        OptionalInt command = RecordCommands.run(args, out);
        if (command.isPresent()) {
            System.exit(command.getAsInt());
        }
        System.setOut(out);
        SpringApplication.run(Countersign.class, args);
    }
}
