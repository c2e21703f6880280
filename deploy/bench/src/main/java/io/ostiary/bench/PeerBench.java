package io.ostiary.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same requests, from as many connections, to the mock that many use in our place. */
final class PeerBench {

    private static final int CLIENTS = 64;
    private static final String PEER = "moto_server";
    private static final double READS = 10;
    private static final double WRITES = 3;

    private final BenchHouse house;
    private final Turns turns;

    PeerBench(BenchHouse house, Turns turns) {
        this.house = house;
        this.turns = turns;
    }

    private record Compared(String what, Load.Script script, double least) {}

    /** Never absent: a peer that cannot be had counts as not reached. */
    List<Row> rows(Everyday everyday, Path work) {
        var compared =
                List.of(
                        new Compared(
                                "GetUser/s, 64 clients", Load.Script.of(everyday.getUser()), READS),
                        new Compared(
                                "AssumeRole/s, 64 clients",
                                Load.Script.of(everyday.assumeRole()),
                                READS),
                        new Compared(
                                "writes/s (CreateUser, DeleteUser), 64 clients",
                                Everyday.usersMadeAndDeleted(house.iam(), "many-"),
                                WRITES));
        var rows = new ArrayList<Row>();
        try (var moto = MotoServer.start(work)) {
            BenchHouse.call(moto.port(), everyday.createUser());
            BenchHouse.call(moto.port(), everyday.createRole());
            for (Compared each : compared) {
                rows.add(against(moto, each));
            }
        } catch (IOException e) {
            for (Compared each : compared) {
                rows.add(Row.missing(each.what, String.valueOf(e.getMessage()), each.least));
            }
        }
        return rows;
    }

    /** It is warm at once: nothing compiles it. */
    private Row against(MotoServer moto, Compared each) {
        turns.warmUp.run(millis -> Load.perSecond(house.port(), CLIENTS, millis, each.script));
        return turns.rates(
                        () -> Load.perSecond(moto.port(), CLIENTS, turns.windowMillis, each.script),
                        () ->
                                Load.perSecond(
                                        house.port(), CLIENTS, turns.windowMillis, each.script))
                .atLeastTimes(each.what, PEER, each.least);
    }
}
