package io.ostiary.gateway.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a REST operation lives: method and path, whose segments are texts or one label such as
 * {@code {Bucket}}, and the query flags that tell it from others of the path, such as {@code
 * ?policy}.
 *
 * @param responseCode of a success; 0 where the model gives none
 */
public record HttpBinding(
        String method, List<Segment> path, Set<String> flags, int responseCode) {

    public HttpBinding {
        path = List.copyOf(path);
        flags = Set.copyOf(flags);
    }

    /**
     * @param text what it must be; of a label the member that it fills
     */
    public record Segment(String text, boolean isLabel) {}

    static HttpBinding of(String method, String requestUri, int responseCode) {
        int mark = requestUri.indexOf('?');
        String path = mark < 0 ? requestUri : requestUri.substring(0, mark);
        var segments = new ArrayList<Segment>();
        for (String text : path.substring(1).split("/", -1)) {
            if (text.startsWith("{")) {
                segments.add(new Segment(text.substring(1, text.length() - 1), true));
            } else if (!text.isEmpty()) {
                segments.add(new Segment(text, false));
            }
        }
        return new HttpBinding(
                method,
                segments,
                mark < 0 ? Set.of() : Set.of(requestUri.substring(mark + 1).split("&", -1)),
                responseCode);
    }
}
