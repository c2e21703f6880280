package io.ostiary.writer.loop;

import io.ostiary.log.codec.AccountKeyCodec;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.codec.OutcomeCodec;

/** How the writer reads and writes its topics. */
record LogCodecs(
        CommandCodec commands,
        EventCodec events,
        OutcomeCodec outcomes,
        AccountKeyCodec accountKeys) {

    static LogCodecs create() {
        return new LogCodecs(
                new CommandCodec(), new EventCodec(), new OutcomeCodec(), new AccountKeyCodec());
    }
}
