package io.ostiary.standalone.coverage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an operation lists, page after page, whatever it is: each item as the text of its element.
 *
 * @param paged tells the names of token and limit
 */
record Pages(SignedCalls calls, AwsCredentials who, Operation paged, Input input) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** All items; fails when a page is longer than asked, or refused. */
    List<String> ofSize(int size) {
        OperationModel model = paged.model();
        Operation.Page page = Objects.requireNonNull(paged.page());
        Input next = input.with(page.limit(), Math.min(size, longest(page.limit())));
        List<String> all = new ArrayList<>();
        while (true) {
            Reply reply = next.call(calls, who, model);
            List<String> faults = AnswerCheck.faults(model, reply);
            if (!reply.isOk() || !faults.isEmpty()) {
                throw new AssertionError(model + ": " + faults + reply.body());
            }
            List<String> items = items(reply);
            String token = token(reply, page.token());
            if (items.size() > size || size == 1 && items.isEmpty() && !token.isEmpty()) {
                throw new AssertionError(model + " in pages of " + size + ": " + reply.body());
            }
            all.addAll(items);
            if (token.isEmpty()) {
                return all;
            }
            next = next.with(page.token(), token);
        }
    }

    /** Some operations give fewer at once. */
    private long longest(String limit) {
        return paged.model().input().member(limit).orElseThrow().shape()
                                instanceof Shape.IntegerShape number
                        && number.max() != null
                ? number.max()
                : Long.MAX_VALUE;
    }

    private String token(Reply reply, String name) {
        return isJson() ? json(reply).path(name).asText("") : reply.element(name);
    }

    private List<String> items(Reply reply) {
        List<String> items = new ArrayList<>();
        for (Member member : Objects.requireNonNull(paged.model().output()).members()) {
            if (member.shape() instanceof ListShape) {
                if (isJson()) {
                    json(reply).path(member.wireName()).forEach(each -> items.add(each.toString()));
                } else {
                    items.addAll(
                            AnswerCheck.elements(
                                    reply, paged.model().resultWrapper(), member.wireName()));
                }
            }
        }
        return items;
    }

    private boolean isJson() {
        return paged.model().service().protocol() == Protocol.JSON_1_1;
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
