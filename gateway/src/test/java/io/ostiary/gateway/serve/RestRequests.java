package io.ostiary.gateway.serve;

import io.ostiary.gateway.model.HttpBinding.Segment;
import io.ostiary.gateway.model.Location;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.Shape.StringShape;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** Requests of REST operations, made from their models. */
final class RestRequests {

    private static final String ARN = "arn:aws:sqs:us-east-1:111111111111:queue";

    private RestRequests() {}

    /** Whatever the fake engine is told, with what says to the edge that S3 is meant. */
    static String signedForS3(String authorization) {
        return authorization + "::, Credential=a/20260101/us-east-1/s3/aws4_request";
    }

    /** The smallest request that the model lets through. */
    static HttpRequest.Builder minimal(
            TestGateway gateway, String authorization, OperationModel model) {
        return with(gateway, authorization, model, body(model));
    }

    static HttpRequest.Builder with(
            TestGateway gateway, String authorization, OperationModel model, String body) {
        boolean s3 = model.service().protocol() == Protocol.REST_XML;
        HttpRequest.Builder request =
                gateway.request(target(model))
                        .header("Authorization", s3 ? signedForS3(authorization) : authorization)
                        .method(model.http().method(), HttpRequest.BodyPublishers.ofString(body));
        if (s3) {
            request.header("x-amz-content-sha256", "compared-by-the-engine");
        } else if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return request;
    }

    private static String target(OperationModel model) {
        String path =
                model.http().path().stream()
                        .map(Segment::text)
                        .map(text -> text.equals("Bucket") ? "a-bucket" : text)
                        .collect(Collectors.joining("/", "/", ""));
        var query = new ArrayList<>(model.http().flags());
        for (Member member : model.input().members()) {
            if (member.location() == Location.QUERY && member.required()) {
                query.add(member.wireName() + "=" + ARN);
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String body(OperationModel model) {
        if (model.service().protocol() == Protocol.REST_JSON && model.input().payload() == null) {
            String body = Inputs.body(model);
            return body.equals("{}") ? "" : body;
        }
        Member payload = model.input().payload();
        if (payload == null || !payload.required()) {
            return "";
        }
        return payload.shape() instanceof StringShape
                ? "{}"
                : "<" + payload.wireName() + "></" + payload.wireName() + ">";
    }
}
