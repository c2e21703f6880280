package io.ostiary.gateway.authorize;

import io.ostiary.contract.port.SearchAnswer.Certainty;
import io.ostiary.contract.port.SearchAnswer.Condition;
import io.ostiary.contract.port.SearchAnswer.Found;
import io.ostiary.contract.port.SearchAnswer.Item;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.gateway.protocol.Utf8Writer;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Writes what a search found, in our own form and in AuthZEN's. */
final class SearchWriter {

    private final Utf8Writer out = new Utf8Writer(1_024);
    private final SearchRequest asked;

    private SearchWriter(SearchRequest asked) {
        this.asked = asked;
    }

    /**
     * @param next the token of the next page; null after the last
     */
    static Buffer written(Route route, SearchRequest asked, Found found, @Nullable String next) {
        var writer = new SearchWriter(asked);
        switch (route.style()) {
            case NATIVE -> writer.natively(found, next);
            case AUTHZEN -> writer.authZen(found, next);
        }
        return writer.out.toBuffer();
    }

    private void natively(Found found, @Nullable String next) {
        out.ascii("{\"results\":[");
        for (int i = 0; i < found.items().size(); i++) {
            comma(i);
            item(found.items().get(i));
        }
        out.ascii("],\"revision\":");
        out.number(found.revision());
        if (next != null) {
            out.ascii(",\"nextToken\":");
            out.jsonText(next);
        }
        out.write('}');
    }

    private void item(Item item) {
        switch (asked.sought()) {
            case Sought.Subjects _ -> named("principal", item);
            case Sought.Actions _ -> {
                out.ascii("{\"action\":");
                out.jsonText(item.id());
            }
            case Sought.Resources _ -> named("resource", item);
        }
        out.ascii(
                item.certainty() == Certainty.YES
                        ? ",\"decision\":\"yes\""
                        : ",\"decision\":\"if\"");
        switch (item.side()) {
            case ALL -> {}
            case PRINCIPAL -> out.ascii(",\"side\":\"principal\"");
            case RESOURCE -> out.ascii(",\"side\":\"resource\"");
        }
        if (item.certainty() == Certainty.IF) {
            out.ascii(",\"conditions\":[");
            for (int i = 0; i < item.conditions().size(); i++) {
                comma(i);
                condition(item.conditions().get(i));
            }
            out.write(']');
        }
        out.ascii(item.more() ? ",\"more\":true}" : "}");
    }

    private void named(String what, Item item) {
        out.ascii("{\"type\":");
        out.jsonText(item.type());
        member(what, item.id());
    }

    private void condition(Condition condition) {
        out.ascii(condition.holds() ? "{\"effect\":\"Allow\"" : "{\"effect\":\"Deny\"");
        member("layer", condition.layer());
        member("policy", condition.policy());
        member("statement", condition.statement());
        member("operator", condition.operator());
        member("key", condition.key());
        List<String> values = condition.values();
        if (condition.key() != null) {
            out.ascii(",\"values\":[");
            for (int i = 0; i < values.size(); i++) {
                comma(i);
                out.jsonText(values.get(i));
            }
            out.write(']');
        }
        out.write('}');
    }

    private void authZen(Found found, @Nullable String next) {
        out.ascii("{\"page\":{\"next_token\":");
        out.jsonText(next == null ? "" : next);
        out.ascii(",\"count\":");
        out.number(found.items().size());
        out.ascii("},\"results\":[");
        for (int i = 0; i < found.items().size(); i++) {
            comma(i);
            entity(found.items().get(i));
        }
        out.ascii("]}");
    }

    private void entity(Item item) {
        String type = asked.type();
        if (type == null) {
            out.ascii("{\"name\":");
        } else {
            out.ascii("{\"type\":");
            out.jsonText(type);
            out.ascii(",\"id\":");
        }
        out.jsonText(item.id());
        out.write('}');
    }

    private void member(String name, @Nullable String value) {
        if (value != null) {
            out.ascii(",\"");
            out.ascii(name);
            out.ascii("\":");
            out.jsonText(value);
        }
    }

    private void comma(int before) {
        if (before > 0) {
            out.write(',');
        }
    }
}
