package io.freshet.bench.restore;

/**
 * What a stream tells of itself.
 *
 * @param state as Kafka Streams calls it
 * @param client the beginning of the names of its members of the group
 * @param records that it read from changelogs since its start, for its own tasks and for copies of others'
 * @param bytes of those records
 */
record StreamTold(String state, String client, long records, long bytes) {

    static StreamTold of(String line) {
        String[] words = line.split(" ", -1);
        return new StreamTold(words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    String line() {
        return state + " " + client + " " + records + " " + bytes;
    }

    boolean runs() {
        return state.equals("RUNNING");
    }
}
