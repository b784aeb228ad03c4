package io.freshet.bench.restore;

import io.freshet.bench.crash.HashingEmbedder;
import io.freshet.index.IndexConfig;
import io.freshet.index.IndexService;
import io.freshet.index.Maker;
import io.freshet.service.Meters;
import io.freshet.service.config.ConfigReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The stream alone in a process that can be killed, which tells its state when asked. */
final class StreamChild {
    static final String DIMENSIONS = "dimensions";
    static final String TELL = "tell";
    static final String END = "end";
    static final String NOT_THERE = "NOT_THERE";

    private StreamChild() {}

    /** Arguments are settings, {@code KEY=VALUE}; it ends when its input does, and without a word. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        HashingEmbedder embedder = new HashingEmbedder(Integer.parseInt(settings.remove(DIMENSIONS)));
        IndexConfig config = ConfigReader.read(IndexConfig.class, settings, Map.of(), Map.of())
                .value();
        try (IndexService service = new IndexService(
                config, Maker.of(embedder, embedder, config.chunking()), null, null, Meters.create())) {
            service.start();
            answer();
        }
        System.exit(0);
    }

    private static void answer() throws JMException {
        Scanner questions = new Scanner(System.in, StandardCharsets.UTF_8);
        while (questions.hasNextLine()) {
            if (questions.nextLine().equals(END)) {
                return;
            }
            System.out.println(told().line());
        }
        Runtime.getRuntime().halt(0);
    }

    private static StreamTold told() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        String state = NOT_THERE;
        String client = NOT_THERE;
        for (ObjectName stream :
                beans.queryNames(new ObjectName("kafka.streams:type=stream-metrics,client-id=*"), null)) {
            state = String.valueOf(beans.getAttribute(stream, "state"));
            client = stream.getKeyProperty("client-id");
        }
        double records = 0;
        double bytes = 0;
        for (ObjectName reader : beans.queryNames(
                new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*restore-consumer"),
                null)) {
            records += ((Number) beans.getAttribute(reader, "records-consumed-total")).doubleValue();
            bytes += ((Number) beans.getAttribute(reader, "bytes-consumed-total")).doubleValue();
        }
        return new StreamTold(state, client, (long) records, (long) bytes);
    }
}
