package io.ostiary.bench;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Services that ask, over the wire: one question and a thousand at once, beside a route that reads
 * the same JSON and answers the same bytes; and whether they notice that policies are written.
 */
final class AuthorizeBench {

    private static final int CLIENTS = 16;
    private static final int BATCH = 1_000;

    /** Of the questions that are asked one by one. */
    private static final int DIFFERENT = 128;

    private static final int USERS = 50;
    private static final int POLICIES_EACH = 3;
    private static final int WRITES_PER_SECOND = 100;

    /**
     * Of those that ask while others write. On as many as there are cores nothing else would run,
     * and a hundred transactions a second take the better part of a core: who writes would be
     * measured, not who is asked.
     */
    private static final int ASKING = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final BenchHouse house;
    private final Turns turns;
    private final SignedRequests asker;
    private final List<String> questions = new ArrayList<>();

    AuthorizeBench(BenchHouse house, Turns turns) {
        this.house = house;
        this.turns = turns;
        var iam = house.iam();
        house.call(iam.query("CreateUser", Map.of("UserName", "asker")));
        house.call(
                iam.query(
                        "PutUserPolicy",
                        Map.of(
                                "UserName",
                                "asker",
                                "PolicyName",
                                "ask",
                                "PolicyDocument",
                                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                    + "\"Action\":\"ostiary:Authorize\",\"Resource\":\"*\"}}")));
        this.asker = new SignedRequests(house.keyOf("asker"), "ostiary", "");
        prepare(iam);
    }

    /**
     * Users with policies as people write them, and what is asked about each: half of it about what
     * his own statements name.
     */
    private void prepare(SignedRequests iam) {
        String question =
                "{\"principal\":\"arn:aws:iam::%s:user/subject-%d\",\"action\":\"%s\","
                        + "\"resource\":\"%s\",\"context\":{\"aws:SourceIp\":\"10.1.2.3\"}}";
        for (int user = 0; user < USERS; user++) {
            var world = new PolicyWorld(user, 3);
            house.call(iam.query("CreateUser", Map.of("UserName", "subject-" + user)));
            for (int i = 0; i < POLICIES_EACH; i++) {
                house.call(put(iam, user, i, world.text(2)));
            }
            for (PolicyWorld.Named named : world.named(BATCH / USERS, house.account())) {
                questions.add(
                        question.formatted(
                                house.account(), user, named.action(), named.resource()));
            }
        }
        Collections.shuffle(questions, new Random(11));
    }

    private byte[] put(SignedRequests iam, int user, int number, String document) {
        return iam.query(
                "PutUserPolicy",
                Map.of(
                        "UserName",
                        "subject-" + user,
                        "PolicyName",
                        "policy-" + number,
                        "PolicyDocument",
                        document.replace(PolicyWorld.ACCOUNT.value(), house.account().value())));
    }

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        rows.add(
                turns.againstRoute(house, CLIENTS, each(",\"explain\":false}"))
                        .atLeast("/v1/authorize, one question, requests/s", 0.6));
        rows.add(turns.againstRoute(house, CLIENTS, each("}")).atLeast("the same, explained", 0.6));
        var batches = turns.againstRoute(house, CLIENTS, batch());
        Bench.detail(String.format(Locale.ROOT, "%,.0f decisions/s", batches.house() * BATCH));
        rows.add(batches.atLeast("/v1/authorize/batch of 1,000 questions, requests/s", 0.4));
        rows.addAll(whileWriting());
        return rows;
    }

    /**
     * @param end of a question's JSON
     */
    private byte[][] each(String end) {
        byte[][] each = new byte[DIFFERENT][];
        for (int i = 0; i < DIFFERENT; i++) {
            String question = questions.get(i);
            each[i] =
                    asker.rest("/v1/authorize", question.substring(0, question.length() - 1) + end);
        }
        return each;
    }

    private byte[] batch() {
        return asker.rest(
                "/v1/authorize/batch",
                "{\"questions\":[" + String.join(",", questions) + "],\"explain\":false}");
    }

    private List<Row> whileWriting() {
        var script = Load.Script.of(batch());
        var quiet = new Asked();
        var busy = new Asked();
        // At a hundred a second it would take minutes until writing is compiled.
        turns.warmUp.run(
                millis ->
                        Load.perSecond(
                                house.port(),
                                CLIENTS,
                                millis,
                                (client, n) -> changed(client + n * CLIENTS)));
        try (var _ = new PacedWriter(house.port(), WRITES_PER_SECOND, this::changed)) {
            turns.warmUp.run(millis -> Load.perSecond(house.port(), ASKING, millis, script));
        }
        for (int turn = 0; turn < turns.count; turn++) {
            quiet.ask(script);
            try (var writing = new PacedWriter(house.port(), WRITES_PER_SECOND, this::changed)) {
                busy.ask(script);
                Bench.detail(
                        "%,.0f decisions/s, %,.0f while %.0f policies/s are written"
                                .formatted(quiet.last(), busy.last(), writing.perSecond()));
            }
        }
        return List.of(
                Row.atLeast(
                        "decisions/s while 100 policies/s are written",
                        quiet.shownRate(),
                        busy.shownRate(),
                        busy.rate() / quiet.rate(),
                        0.7),
                Row.atMost(
                        "p99 of blocks of 1,000 decisions, the same",
                        quiet.shownLate(),
                        busy.shownLate(),
                        busy.late() / quiet.late(),
                        3));
    }

    /** A policy of one of those that are asked about, changed each time; never too long. */
    private byte[] changed(int n) {
        var world = new PolicyWorld(n, 3);
        return put(house.iam(), n % USERS, n % POLICIES_EACH, world.text(1));
    }

    /** What those who asked saw, turn by turn. */
    private final class Asked {
        private final List<Double> rates = new ArrayList<>();
        private final Histogram micros = new Histogram(3);

        void ask(Load.Script script) {
            rates.add(BATCH * Load.timed(house.port(), ASKING, turns.windowMillis, script, micros));
        }

        double last() {
            return rates.getLast();
        }

        double rate() {
            return Row.median(rates.stream().mapToDouble(Double::doubleValue).toArray());
        }

        double late() {
            return micros.getValueAtPercentile(99);
        }

        String shownRate() {
            return String.format(Locale.ROOT, "%,.0f/s", rate());
        }

        String shownLate() {
            return String.format(Locale.ROOT, "%.2f ms", late() / 1_000);
        }
    }
}
