package org.countersign.records;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/** Writes one bag of many records to nowhere, in a machine of its own that was given little memory. */
public final class ExportingInLittleMemory {

    private ExportingInLittleMemory() {}

    /** Records, their keys and the way out, by the machine's own clock. */
    @Import({RotateKeys.RecordsOnly.class, Bags.class})
    static class RecordsAndBags {}

    private static final class Counting extends OutputStream {

        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }

    /** Arguments: how many of the records numbered from {@code XX-2000-000001}, then settings. Prints records, bytes, nanoseconds and peak of the heap. */
    public static void main(String[] arguments) throws IOException {
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (var context = new SpringApplicationBuilder(RecordsAndBags.class).web(WebApplicationType.NONE).logStartupInfo(false).run(settings)) {
            Counting out = new Counting();
            long begun = System.nanoTime();
            Bags.Written written = context.getBean(Bags.class).write("bench", new Bags.Order("P0009", Bags.Taker.DESK, 0),
                    IntStream.rangeClosed(1, Integer.parseInt(arguments[0])).mapToObj("XX-2000-%06d"::formatted), out);
            long nanos = System.nanoTime() - begun;
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
            System.out.println("exported " + written.records() + " " + out.bytes + " " + nanos + " " + peak);
        }
    }
}
