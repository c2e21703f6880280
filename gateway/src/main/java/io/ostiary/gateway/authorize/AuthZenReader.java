package io.ostiary.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions.Answer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The AuthZEN form (Authorization API 1.0, sections 5 to 7): subject and resource as type and id,
 * action as name. A subject is a user or a role by ARN or unique id, a resource's id is its ARN.
 * Properties are refused: what is known of subjects and resources, we know. Other members that the
 * standard does not know are passed over, as it wants (section 10.1.1).
 */
final class AuthZenReader {

    /** Whom an evaluation takes. */
    static final Set<String> SUBJECTS = Set.of("user", "role");

    private static final int MAX_TYPE = 64;

    private AuthZenReader() {}

    /** When to stop (section 7.1.2.1). */
    enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        /** The answers up to where it stops. */
        List<Answer> cut(List<Answer> all) {
            for (int i = 0; i < all.size(); i++) {
                boolean allowed = all.get(i) instanceof Answer.Decided decided && decided.allowed();
                boolean last =
                        switch (this) {
                            case EXECUTE_ALL -> false;
                            case DENY_ON_FIRST_DENY -> !allowed;
                            case PERMIT_ON_FIRST_PERMIT -> allowed;
                        };
                if (last) {
                    return all.subList(0, i + 1);
                }
            }
            return all;
        }
    }

    /**
     * A request to the evaluations endpoint.
     *
     * @param boxed whether there were several; else it is answered as one evaluation is
     */
    record Evaluations(List<Asked> questions, boolean boxed, Semantic semantic) {}

    /** What one object says; the rest may come from the defaults. */
    private record Part(
            MemberReader members,
            @Nullable Subject subject,
            @Nullable String action,
            @Nullable String resource,
            @Nullable Map<String, List<String>> context) {

        Asked asked(@Nullable Part defaults) {
            Map<String, List<String>> own = context;
            if (own == null && defaults != null) {
                own = defaults.context;
            }
            return NativeReader.asked(
                    members,
                    subject == null && defaults != null ? defaults.subject : subject,
                    action == null && defaults != null ? defaults.action : action,
                    resource == null && defaults != null ? defaults.resource : resource,
                    own == null ? Map.of() : own);
        }
    }

    static Asked evaluation(byte[] body) throws MalformedBody {
        return Bodies.read(body, in -> part(in, null).asked(null));
    }

    static Evaluations evaluations(byte[] body) throws MalformedBody {
        return Bodies.read(
                body,
                in -> {
                    var box = new Box();
                    Part defaults = part(in, box);
                    if (box.parts.isEmpty()) {
                        return new Evaluations(List.of(defaults.asked(null)), false, box.semantic);
                    }
                    String fault = defaults.members.fault();
                    if (fault != null) {
                        throw MalformedBody.invalid(fault);
                    }
                    return new Evaluations(
                            box.parts.stream().map(each -> each.asked(defaults)).toList(),
                            true,
                            box.semantic);
                });
    }

    /** What only a request for several evaluations has. */
    private static final class Box {
        private final List<Part> parts = new ArrayList<>();
        private Semantic semantic = Semantic.EXECUTE_ALL;

        void evaluations(JsonParser in) throws IOException, MalformedBody {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw MalformedBody.invalid("evaluations must be a list.");
            }
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (parts.size() >= DecisionCall.MAX_QUESTIONS) {
                    throw MalformedBody.tooMany(DecisionCall.MAX_QUESTIONS);
                }
                parts.add(part(in, null));
            }
        }

        /** Options that are not known may be meant for others, and change no decision. */
        void options(JsonParser in) throws IOException, MalformedBody {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw MalformedBody.invalid("options must be an object.");
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String option = in.currentName();
                in.nextToken();
                if (option.equals("evaluations_semantic")) {
                    semantic = semantic(in);
                } else {
                    in.skipChildren();
                }
            }
        }

        private static Semantic semantic(JsonParser in) throws IOException, MalformedBody {
            return switch (in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : "") {
                case "execute_all" -> Semantic.EXECUTE_ALL;
                case "deny_on_first_deny" -> Semantic.DENY_ON_FIRST_DENY;
                case "permit_on_first_permit" -> Semantic.PERMIT_ON_FIRST_PERMIT;
                default -> throw MalformedBody.invalid("The evaluations_semantic is not known.");
            };
        }
    }

    /**
     * @param box null where there may be no evaluations inside
     */
    private static Part part(JsonParser in, @Nullable Box box) throws IOException, MalformedBody {
        var members = new MemberReader(in);
        Subject subject = null;
        String action = null;
        String resource = null;
        Map<String, List<String>> context = null;
        if (members.isObject("An evaluation")) {
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String member = in.currentName();
                in.nextToken();
                switch (member) {
                    case "subject" -> subject = subject(in, members);
                    case "action" -> action = entity(in, members, member, "name").name();
                    case "resource" -> resource = entity(in, members, member, "id").name();
                    case "context" -> context = members.context();
                    case "evaluations" -> {
                        if (box == null) {
                            in.skipChildren();
                        } else {
                            box.evaluations(in);
                        }
                    }
                    case "options" -> {
                        if (box == null) {
                            in.skipChildren();
                        } else {
                            box.options(in);
                        }
                    }
                    default -> in.skipChildren();
                }
            }
        }
        return new Part(members, subject, action, resource, context);
    }

    record Entity(@Nullable String type, @Nullable String name) {}

    /**
     * @param naming the member that names it: {@code name} of an action, else {@code id}
     */
    static Entity entity(JsonParser in, MemberReader members, String what, String naming)
            throws IOException {
        Entity entity = read(in, members, what, naming);
        if (entity.name() == null || (!naming.equals("name") && entity.type() == null)) {
            members.fault(
                    what + (naming.equals("name") ? " needs a name." : " needs type and id."));
        }
        return entity;
    }

    /** The type of what is searched for; if there is an id, it is none of our business. */
    static @Nullable String sought(JsonParser in, MemberReader members, String what)
            throws IOException {
        String type = read(in, members, what, null).type();
        if (type == null) {
            members.fault(what + " needs a type.");
        }
        return type;
    }

    private static Entity read(
            JsonParser in, MemberReader members, String what, @Nullable String naming)
            throws IOException {
        String type = null;
        String name = null;
        if (!members.isObject(what)) {
            return new Entity(null, null);
        }
        boolean typed = naming == null || !naming.equals("name");
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            if (member.equals(naming)) {
                name = members.text(what + "." + naming, NativeReader.MAX_NAME);
            } else if (member.equals("type") && typed) {
                type = members.text(what + ".type", MAX_TYPE);
            } else if (member.equals("properties")) {
                noProperties(in, members, what);
            } else {
                in.skipChildren();
            }
        }
        return new Entity(type, name);
    }

    private static void noProperties(JsonParser in, MemberReader members, String what)
            throws IOException {
        if (!members.isObject(what + ".properties")) {
            return;
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            in.nextToken();
            in.skipChildren();
            members.fault(what + ".properties may not be stated.");
        }
    }

    static Subject.@Nullable Principal subject(JsonParser in, MemberReader members)
            throws IOException {
        Entity entity = entity(in, members, "subject", "id");
        String type = entity.type();
        String id = entity.name();
        if (type == null || id == null) {
            return null;
        }
        if (!isOfType(type, id)) {
            members.fault("subject must be of type user or role, and its id of that type.");
            return null;
        }
        return new Subject.Principal(id);
    }

    /** What else an id must be, the engine says. */
    static boolean isOfType(String type, String id) {
        if (!SUBJECTS.contains(type)) {
            return false;
        }
        if (id.startsWith("arn:")) {
            return Arn.parse(id).filter(arn -> arn.resourceType().equals(type)).isPresent();
        }
        return switch (type) {
            case "user" -> id.startsWith(IdPrefix.USER.letters());
            case "role" -> id.startsWith(IdPrefix.ROLE.letters());
            default -> false;
        };
    }
}
