package io.ostiary.gateway.remote;

import io.ostiary.log.codec.JsonCodec;

/**
 * One method of a port on the wire: its path, and the JSON of question and answer.
 *
 * @param <Q> the question
 * @param <A> the answer
 */
record InternalCall<Q, A>(String path, JsonCodec<Q> questions, JsonCodec<A> answers) {}
