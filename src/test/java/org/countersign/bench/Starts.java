package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.springframework.util.FileSystemUtils;

/** Starts the packaged jar and, in turns, a jar with the bare starter alone, as an administrator would. */
final class Starts {

    private static final String READY = "ReadinessState changed to ACCEPTING_TRAFFIC";
    private static final int MOST_SECONDS = 240;

    /** What our own dependencies bring beyond the starter with its webapp. */
    private static final Pattern OURS = Pattern.compile("(thymeleaf|attoparser|unbescape|spring-security|spring-boot-actuator|micrometer-(core|jakarta9)"
            + "|HdrHistogram|LatencyUtils|springdoc|swagger|flyway|jackson-dataformat|postgresql|jollyday|threeten|stax2|woodstox|commons-csv"
            + "|spring-context-support|jakarta\\.mail|angus|barcodes|font-asian|forms-|hyph|io-|kernel|layout|pdfa|sign-|xmlsec|styled-xml|svg-|bouncy|pdfua"
            + "|bcp|bcu|commons-9|html2pdf|jsoup|icu4j|ph-|jspecify).*");

    private record Start(double wallSeconds, double cpuSeconds, double residentMegabytes, double heapMegabytes) {}

    private final Path place = Application.PLACE.resolve("starts");

    void measure(int runs, int sealed, Table table) throws Exception {
        FileSystemUtils.deleteRecursively(place);
        Files.createDirectories(place);
        if (runs > 0) {
            compare(runs, table);
        }
        seal(sealed, table);
    }

    private void compare(int runs, Table table) throws Exception {
        Path jar = packagedJar();
        Path bare = place.resolve("bare.jar");
        writeBareJar(jar, bare);
        List<String> ourArguments = List.of("--spring.profiles.active=demo", "--countersign.data=" + place.resolve("data"));
        List<String> bareArguments = List.of("--spring.datasource.url=jdbc:h2:file:" + place.resolve("bare") + ";DB_CLOSE_ON_EXIT=FALSE",
                "--spring.datasource.username=sa", "--server.address=127.0.0.1");

        Start first = start(jar, ourArguments);
        Start firstBare = start(bare, bareArguments);
        List<Start> ours = new ArrayList<>();
        List<Start> floor = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            ours.add(start(jar, ourArguments));
            floor.add(start(bare, bareArguments));
        }
        table.row("ready, first start (keys, people, 14 accounts)", first.cpuSeconds(), firstBare.cpuSeconds(), "s CPU", "bare starter's first start");
        double cpu = median(ours, Start::cpuSeconds);
        double floorCpu = median(floor, Start::cpuSeconds);
        table.row("ready, later starts", cpu, floorCpu, "s CPU", "bare starter", "at most × 1.3", cpu / floorCpu <= 1.3);
        double wall = median(ours, Start::wallSeconds);
        double floorWall = median(floor, Start::wallSeconds);
        table.row("the same on the wall", wall, floorWall, "s", "bare starter", "at most × 1.3", wall / floorWall <= 1.3);
        table.row("resident memory when ready, -Xmx512m", median(ours, Start::residentMegabytes), median(floor, Start::residentMegabytes), "MB", "bare starter");
        table.row("heap in use when ready", median(ours, Start::heapMegabytes), median(floor, Start::heapMegabytes), "MB", "bare starter");
    }

    private void seal(int cases, Table table) throws IOException, InterruptedException {
        // An empty entry would be the working folder, whose processes would be deployed a second time.
        String classes = System.getProperty("java.class.path").replaceAll(File.pathSeparator + "+$", "");
        Process process = new ProcessBuilder(java(), "-Xmx512m", "-cp", classes, SealingLoad.class.getName(),
                String.valueOf(cases), "jdbc:h2:file:" + place.resolve("sealing") + ";DB_CLOSE_ON_EXIT=FALSE")
                .redirectErrorStream(true).start();
        try {
            String result = awaitLine(process, SealingLoad.RESULT);
            String[] said = result.substring(result.indexOf(SealingLoad.RESULT) + SealingLoad.RESULT.length()).split(" ");
            assertThat(Integer.parseInt(said[0])).isEqualTo(cases);
            table.note("%d applications at once, all sealed, -Xmx512m".formatted(cases), "%,.0f MB resident at most, %,.0f MB heap at most"
                    .formatted(resident(process, "VmHWM:"), Long.parseLong(said[1]) / 1048576.0), "runs in -Xmx512m", true);
        } finally {
            stop(process);
        }
    }

    private Start start(Path jar, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-jar", jar.toString(), "--server.port=" + freePort(),
                "--logging.level.root=warn", "--logging.level.org.springframework.boot.availability=debug"));
        command.addAll(arguments);
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(place.toFile()).redirectErrorStream(true).start();
        try {
            awaitLine(process, READY);
            double wall = (System.nanoTime() - begun) / 1e9;
            double cpu = process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
            double resident = resident(process, "VmRSS:");
            return new Start(wall, cpu, resident, heap(process));
        } finally {
            stop(process);
        }
    }

    /** Reads on in the background, so that the process never waits for us. */
    private static String awaitLine(Process process, String wanted) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        Thread watch = new Thread(() -> {
            try {
                if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watch.setDaemon(true);
        watch.start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(wanted)) {
                Thread rest = new Thread(() -> {
                    try {
                        output.transferTo(Writer.nullWriter());
                    } catch (IOException ended) {
                        // the process has gone
                    }
                });
                rest.setDaemon(true);
                rest.start();
                return line;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("Ended without '" + wanted + "':\n" + said);
    }

    /** Megabytes, where the system tells; otherwise 0. */
    private static double resident(Process process, String which) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(which)).mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst().orElse(0);
        }
    }

    /** Megabytes still needed after a full collection. */
    private static double heap(Process process) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
        String address = machine.startLocalManagementAgent();
        machine.detach();
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            MemoryMXBean memory = ManagementFactory.newPlatformMXBeanProxy(connection, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed() / 1048576.0;
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static Path packagedJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("countersign-.*\\.jar")).findFirst()
                    .orElseThrow(() -> new AssertionError("The packaged jar is not there: run mvn -Pbench verify")).toAbsolutePath();
        }
    }

    /** Our own jar, packaged by the same tool, without our classes and what they need beyond the starter. */
    private static void writeBareJar(Path jar, Path bare) throws IOException {
        try (JarFile ours = new JarFile(jar.toFile())) {
            Manifest manifest = new Manifest(ours.getManifest());
            manifest.getMainAttributes().putValue("Start-Class", BareStarter.class.getName());
            manifest.getMainAttributes().remove(new Attributes.Name("Spring-Boot-Classpath-Index"));
            manifest.getMainAttributes().remove(new Attributes.Name("Spring-Boot-Layers-Index"));
            try (OutputStream file = Files.newOutputStream(bare); JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (Enumeration<JarEntry> entries = ours.entries(); entries.hasMoreElements();) {
                    JarEntry entry = entries.nextElement();
                    String name = entry.getName();
                    boolean library = name.startsWith("BOOT-INF/lib/") && !OURS.matcher(name.substring("BOOT-INF/lib/".length())).matches();
                    if (library || name.startsWith("org/springframework/boot/loader/")) {
                        copy(ours, entry, out);
                    }
                }
                String own = BareStarter.class.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry("BOOT-INF/classes/"));
                out.putNextEntry(new JarEntry("BOOT-INF/classes/" + own));
                try (InputStream bytes = Starts.class.getClassLoader().getResourceAsStream(own)) {
                    bytes.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** As it is: libraries lie in it uncompressed. */
    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        JarEntry same = new JarEntry(entry.getName());
        same.setMethod(entry.getMethod());
        if (entry.getMethod() == JarEntry.STORED) {
            same.setSize(entry.getSize());
            same.setCompressedSize(entry.getSize());
            same.setCrc(entry.getCrc());
        }
        to.putNextEntry(same);
        try (InputStream bytes = from.getInputStream(entry)) {
            bytes.transferTo(to);
        }
        to.closeEntry();
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        double[] sorted = starts.stream().mapToDouble(figure).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
