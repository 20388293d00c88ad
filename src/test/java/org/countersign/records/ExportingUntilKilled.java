package org.countersign.records;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Writes one bag into a file and stands still in the middle of it, so that it can be killed there. */
final class ExportingUntilKilled {

    private ExportingUntilKilled() {}

    /** Arguments: the file, the records between commas, after how many it stands still ({@code 0}: not at all), then settings. */
    public static void main(String[] arguments) throws IOException {
        List<String> recordIds = List.of(arguments[1].split(","));
        int last = Integer.parseInt(arguments[2]);
        try (var context = new SpringApplicationBuilder(ExportingInLittleMemory.RecordsAndBags.class).web(WebApplicationType.NONE).logStartupInfo(false)
                .run(Arrays.copyOfRange(arguments, 3, arguments.length)); OutputStream out = Files.newOutputStream(Path.of(arguments[0]))) {
            context.getBean(Bags.class).write("bag", new Bags.Order("P0009", Bags.Taker.DESK, 0), IntStream.range(0, recordIds.size()).mapToObj(number -> {
                if (last > 0 && number == last) {
                    System.out.println("half way");
                    standStill();
                }
                return recordIds.get(number);
            }), out);
        }
    }

    private static void standStill() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
