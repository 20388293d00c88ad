package org.countersign.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Processor time of the calling thread: what a busy machine does not blur. */
final class Cpu {

    /** Something to be measured; may throw, which ends the benchmark. */
    interface Work {
        void run() throws Exception;
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Cpu() {}

    /** Nanoseconds. */
    static long of(Work work) {
        return elapsed(THREADS::getCurrentThreadCpuTime, work);
    }

    /** Nanoseconds on the wall, for work that is done in another process. */
    static long wall(Work work) {
        return elapsed(System::nanoTime, work);
    }

    /** Seconds of this process and of a database server with all its own processes, so far. */
    static double ofUsAnd(long databaseServer) {
        double server = ProcessHandle.of(databaseServer).stream().flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
                .mapToLong(one -> one.info().totalCpuDuration().map(Duration::toMillis).orElse(0L)).sum() / 1e3;
        return server + ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** Median milliseconds of one run, after as many runs to warm up. */
    static double median(int runs, Work work) {
        long[] taken = new long[runs];
        for (int i = -runs; i < runs; i++) {
            long nanos = of(work);
            if (i >= 0) {
                taken[i] = nanos;
            }
        }
        return percentile(taken, 50);
    }

    /** Milliseconds. */
    static double percentile(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1e6;
    }

    private static long elapsed(LongSupplier clock, Work work) {
        long before = clock.getAsLong();
        try {
            work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return clock.getAsLong() - before;
    }
}
