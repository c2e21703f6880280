package io.ostiary.bench;

import org.HdrHistogram.Histogram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a house that grows stays as fast as it was: many accounts of many users each, made by
 * real commands, by turns with a small house that has only the first few accounts; and one account
 * whose quota of users is raised, read page by page.
 *
 * <p>By turns, and not the same house early and late: a machine changes more in the minutes of
 * filling than a house may. What the small house showed before the other grew is told beside the
 * table, since the two share a heap and its collector.
 */
final class ScaleBench {

    /** Accounts that are measured in each house: the small one has no others. */
    private static final int FEW = 20;

    /** More than wait for one commit: the next batch fills while the last is written. */
    private static final int FILLERS = 128;

    private static final int WRITES = 500;
    private static final int LISTS = 2_000;
    private static final int WALKS = 5;
    private static final int LONG_PAGE = 1_000;
    private static final int SHORT_PAGE = 100;

    /**
     * @param accounts beside the management account and the one of many users
     * @param usersEach how many each of them has
     * @param usersOfOne how many the raised one has
     */
    record Size(int accounts, int usersEach, int usersOfOne) {

        /** An organization has 10,000 accounts at most. */
        static final Size FULL = new Size(9_998, 100, 100_000);

        static final Size SMALLER = new Size(1_000, 100, 20_000);
    }

    private final BenchHouse small;
    private final BenchHouse large;
    private final Size size;
    private final Turns turns;

    /**
     * @param small an empty house, to be compared with
     */
    ScaleBench(BenchHouse small, BenchHouse large, Size size, Turns turns) {
        this.small = small;
        this.large = large;
        this.size = size;
        this.turns = turns;
    }

    List<Row> rows() {
        var first = new Side(small, filled(small, FEW));
        first.warmUp(turns);
        Bench.detail("before the other grows: " + first.writes() + "; " + first.lists());
        List<SignedRequests> accounts = filled(large, size.accounts());
        var last = new Side(large, accounts.subList(accounts.size() - FEW, accounts.size()));
        last.warmUp(turns);
        var rows = new ArrayList<Row>();
        var firstWrites = new Spans[turns.count];
        var lastWrites = new Spans[turns.count];
        var firstLists = new Spans[turns.count];
        var lastLists = new Spans[turns.count];
        for (int turn = 0; turn < turns.count; turn++) {
            firstWrites[turn] = first.writes();
            lastWrites[turn] = last.writes();
            firstLists[turn] = first.lists();
            lastLists[turn] = last.lists();
            Bench.detail("small house: " + firstWrites[turn] + "; " + firstLists[turn]);
            Bench.detail("large house: " + lastWrites[turn] + "; " + lastLists[turn]);
        }
        String where = ", the last of %,d accounts of %,d users";
        where = where.formatted(size.accounts(), size.usersEach());
        rows.addAll(Spans.rows("CreateUser" + where, firstWrites, lastWrites));
        rows.addAll(Spans.rows("ListUsers" + where, firstLists, lastLists));
        rows.addAll(oneOfMany());
        return rows;
    }

    /** Requests of an administrator of each account, in the order in which they were opened. */
    private List<SignedRequests> filled(BenchHouse house, int accounts) {
        house.admin();
        var administrators = new SignedRequests[accounts];
        var done = new AtomicInteger();
        long begun = System.nanoTime();
        Load.tasks(
                house.port(),
                FILLERS,
                accounts,
                (connection, n) -> {
                    var account = house.newAccount("tenant-" + n);
                    var iam = SignedRequests.iam(account.session());
                    for (int i = 0; i < size.usersEach(); i++) {
                        connection.insist(createUser(iam, i));
                    }
                    administrators[n] = iam;
                    tell(done.incrementAndGet(), accounts, size.usersEach(), "accounts", begun);
                });
        return Arrays.asList(administrators);
    }

    private static byte[] createUser(SignedRequests iam, int number) {
        return iam.query("CreateUser", Map.of("UserName", "user-" + number));
    }

    /** A line each tenth of the way. */
    private static void tell(int done, int all, int users, String what, long begun) {
        int step = Math.max(1, all / 10);
        if (all > FEW && (done % step == 0 || done == all)) {
            double seconds = (System.nanoTime() - begun) / 1e9;
            Bench.detail(
                    "%,d of %,d %s, %,.0f users/s, %.0f s"
                            .formatted(done, all, what, (double) done * users / seconds, seconds));
        }
    }

    /** A house and the accounts that are measured in it, one after the other, by one client. */
    private record Side(BenchHouse house, List<SignedRequests> accounts) {

        /** Signed anew each time: the requests of minutes ago are refused. */
        private byte[] madeAndDeleted(int client, int n) {
            return account(n / 2)
                    .query(
                            n % 2 == 0 ? "CreateUser" : "DeleteUser",
                            Map.of("UserName", "one-" + client));
        }

        private byte[] listed(int client, int n) {
            return account(client + n)
                    .query("ListUsers", Map.of("MaxItems", String.valueOf(SHORT_PAGE)));
        }

        private SignedRequests account(int n) {
            return accounts.get(n % accounts.size());
        }

        void warmUp(Turns turns) {
            turns.warmUp.run(
                    millis -> {
                        Load.perSecond(house.port(), FEW, millis / 2, this::madeAndDeleted);
                        Load.perSecond(house.port(), FEW, millis / 2, this::listed);
                    });
        }

        Spans writes() {
            return spans("CreateUser", WRITES, this::madeAndDeleted);
        }

        Spans lists() {
            return spans("ListUsers", LISTS, this::listed);
        }

        private Spans spans(String what, int count, Load.Script script) {
            var micros = new Histogram(3);
            Load.latencies(house.port(), count, script, micros);
            return new Spans(
                    what,
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3);
        }
    }

    /** Of one turn, in milliseconds. */
    private record Spans(String what, double median, double late) {

        static List<Row> rows(String what, Spans[] floor, Spans[] house) {
            return List.of(
                    row(what + ", p50", median(floor), median(house), 1.3),
                    row(what + ", p99", late(floor), late(house), 2));
        }

        private static double median(Spans[] turns) {
            return Row.median(Arrays.stream(turns).mapToDouble(Spans::median).toArray());
        }

        private static double late(Spans[] turns) {
            return Row.median(Arrays.stream(turns).mapToDouble(Spans::late).toArray());
        }

        @Override
        public String toString() {
            return what + " p50 " + millis(median) + ", p99 " + millis(late);
        }
    }

    private static Row row(String what, double floor, double value, double most) {
        return Row.atMost(what, millis(floor), millis(value), value / floor, most);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f ms", value);
    }

    /** A page costs what is on it: not what else is in the account, nor what comes before it. */
    private List<Row> oneOfMany() {
        var account = large.newAccount("many-users");
        large.raiseQuota(account.account(), "UsersPerAccount", size.usersOfOne());
        var iam = SignedRequests.iam(account.session());
        var done = new AtomicInteger();
        long begun = System.nanoTime();
        Load.tasks(
                large.port(),
                FILLERS,
                size.usersOfOne(),
                (connection, n) -> {
                    connection.insist(createUser(iam, n));
                    tell(done.incrementAndGet(), size.usersOfOne(), 1, "users of one", begun);
                });
        var longPages = new ArrayList<Double>();
        var shortPages = new ArrayList<Double>();
        var early = new ArrayList<Double>();
        var late = new ArrayList<Double>();
        // The first walk only warms up.
        for (int walk = 0; walk <= WALKS; walk++) {
            List<Double> shorts = walk(iam, SHORT_PAGE);
            List<Double> longs = walk(iam, LONG_PAGE);
            if (walk > 0) {
                longPages.addAll(longs);
                shortPages.addAll(shorts);
                int tenth = shorts.size() / 10;
                early.addAll(shorts.subList(0, tenth));
                late.addAll(shorts.subList(shorts.size() - tenth, shorts.size()));
            }
        }
        String where = " of %,d users".formatted(size.usersOfOne());
        return List.of(
                row(
                        "ListUsers, 1,000 a page" + where + ", against ten pages of 100, p50",
                        median(shortPages) * LONG_PAGE / SHORT_PAGE,
                        median(longPages),
                        1.3),
                row(
                        "ListUsers, the last pages of 100" + where + " against the first, p50",
                        median(early),
                        median(late),
                        1.3));
    }

    private static double median(List<Double> values) {
        return Row.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * All pages of the account, each once.
     *
     * @return how long each took, in milliseconds
     */
    private List<Double> walk(SignedRequests iam, int perPage) {
        var spans = new ArrayList<Double>();
        var asked = new TreeMap<>(Map.of("MaxItems", String.valueOf(perPage)));
        Load.tasks(
                large.port(),
                1,
                1,
                (connection, _) -> {
                    for (boolean more = true; more; ) {
                        byte[] request = iam.query("ListUsers", asked);
                        long begun = System.nanoTime();
                        Connection.Answer page = connection.expect(request);
                        spans.add((System.nanoTime() - begun) / 1e6);
                        more = page.element("IsTruncated").equals("true");
                        if (more) {
                            asked.put("Marker", page.element("Marker"));
                        }
                    }
                });
        int pages = Math.ceilDiv(size.usersOfOne(), perPage);
        if (spans.size() != pages) {
            throw new IllegalStateException(spans.size() + " pages instead of " + pages);
        }
        return spans;
    }
}
