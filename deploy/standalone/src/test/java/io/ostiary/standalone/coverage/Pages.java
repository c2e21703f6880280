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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an operation lists, page after page, whatever it is: each item as the text of its element.
 *
 * @param paged tells the names of token and limit
 */
record Pages(SignedCalls calls, AwsCredentials who, Operation paged, Input input) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * All items; fails when a page is longer than asked, or refused. Of an operation that is not
     * asked for a size, in pages of its own.
     */
    List<String> ofSize(int size) {
        OperationModel model = paged.model();
        Operation.Page page = Objects.requireNonNull(paged.page());
        Member limit = model.input().member(page.limit()).orElse(null);
        Input next =
                limit == null
                        ? input
                        : input.with(limit.wireName(), Math.min(size, longest(limit)));
        Map<String, List<String>> all = new LinkedHashMap<>();
        while (true) {
            Reply reply = next.call(calls, who, model);
            List<String> faults = AnswerCheck.faults(model, reply);
            if (!reply.isOk() || !faults.isEmpty()) {
                throw new AssertionError(model + ": " + faults + reply.body());
            }
            Map<String, List<String>> lists = lists(reply);
            int items = lists.values().stream().mapToInt(List::size).sum();
            String token = token(reply, page.token());
            if (limit != null && items > size || size == 1 && items == 0 && !token.isEmpty()) {
                throw new AssertionError(model + " in pages of " + size + ": " + reply.body());
            }
            lists.forEach(
                    (name, more) -> all.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(more));
            if (token.isEmpty()) {
                return all.values().stream().flatMap(List::stream).toList();
            }
            next = next.with(page.token(), token);
        }
    }

    /** Some operations give fewer at once. */
    private static long longest(Member limit) {
        return limit.shape() instanceof Shape.IntegerShape number && number.max() != null
                ? number.max()
                : Long.MAX_VALUE;
    }

    private String token(Reply reply, String name) {
        return isJson() ? json(reply).path(name).asText("") : reply.element(name);
    }

    /** An operation may list several kinds of things, one after the other. */
    private Map<String, List<String>> lists(Reply reply) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Member member : Objects.requireNonNull(paged.model().output()).members()) {
            if (member.shape() instanceof ListShape) {
                lists.put(member.name(), items(reply, member.wireName()));
            }
        }
        return lists;
    }

    private List<String> items(Reply reply, String list) {
        if (!isJson()) {
            return AnswerCheck.elements(reply, paged.model().resultWrapper(), list);
        }
        List<String> items = new ArrayList<>();
        json(reply).path(list).forEach(each -> items.add(each.toString()));
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
