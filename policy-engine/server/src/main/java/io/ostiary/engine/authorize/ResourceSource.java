package io.ostiary.engine.authorize;

import java.util.ArrayList;
import java.util.List;

/** Where an operation's resource comes from: which parameter names it, and as what. */
sealed interface ResourceSource {

    /** No resource: {@code *}. */
    record Everything() implements ResourceSource {}

    /** Who asks, a user: the one operation that has it changes one's own password. */
    record TheUser() implements ResourceSource {}

    /**
     * A thing of the account by its name, which may not exist. A user left out is the caller.
     *
     * @param type as in the ARN
     */
    record Named(String type, String parameter) implements ResourceSource {}

    /**
     * As {@link Named}, or every thing of the type where a flag asks for them.
     *
     * @param all the flag
     */
    record NamedOrAll(String type, String parameter, String all) implements ResourceSource {}

    /** A thing that the operation makes: its ARN is of the name and the Path given. */
    record Created(String type, String parameter) implements ResourceSource {}

    /**
     * What a thing of the account becomes by NewPath and the new name given: the same one, where
     * neither is.
     */
    record Renamed(String type, String parameter) implements ResourceSource {}

    /** Things of a type under the PathPrefix given. */
    record Listed(String type) implements ResourceSource {}

    /** By ARN, or by the serial number of a device, which is one. */
    record ByArn(String parameter) implements ResourceSource {}

    /**
     * By ARN, and judged as the caller's own whatever account it names: the operation refuses those
     * of others in its own words.
     */
    record OwnByArn(String parameter) implements ResourceSource {}

    /** The user whose access key it is. */
    record KeyOwner(String parameter) implements ResourceSource {}

    /** The service-linked role that a task deletes, which stands in the task's id. */
    record DeletionTask(String parameter) implements ResourceSource {}

    /** The role that a service gets: by the parameters that name the service and a suffix. */
    record ServiceLinked(String service, String suffix) implements ResourceSource {}

    /** A part of the organization, by an id whose form says what it is. */
    record OrganizationPart(String parameter) implements ResourceSource {}

    /** An account of the house, as our own service names it: by its id. */
    record HouseAccount(String parameter) implements ResourceSource {}

    /**
     * As {@link HouseAccount}, but the caller's own account is its own, and meant where none is
     * named.
     */
    record OwnAccount(String parameter) implements ResourceSource {}

    /** A bucket of whomever, by its name. */
    record BucketNamed(String parameter) implements ResourceSource {}

    /** A bucket that the operation makes. */
    record BucketMade(String parameter) implements ResourceSource {}

    /** An ARN of a service in the caller's account. */
    record Filled(String service, Template resource) implements ResourceSource {}

    /** Something without an ARN, as AWS shows it. */
    record Shown(Template text) implements ResourceSource {}

    /** As written in the override table. */
    static ResourceSource parse(String text) {
        if (text.equals("*")) {
            return new Everything();
        }
        if (text.equals("caller")) {
            return new TheUser();
        }
        int colon = text.indexOf(':');
        String form = colon < 0 ? text : text.substring(0, colon);
        String rest = text.substring(colon + 1).replace('+', ' ');
        return switch (form) {
            case "named" -> new Named(before(rest), after(rest));
            case "named-or-all" ->
                    new NamedOrAll(before(rest), before(after(rest)), after(after(rest)));
            case "created" -> new Created(before(rest), after(rest));
            case "renamed" -> new Renamed(before(rest), after(rest));
            case "listed" -> new Listed(rest);
            case "arn" -> new ByArn(rest);
            case "own-arn" -> new OwnByArn(rest);
            case "owner" -> new KeyOwner(rest);
            case "task" -> new DeletionTask(rest);
            case "linked" -> new ServiceLinked(before(rest), after(rest));
            case "org" -> new OrganizationPart(rest);
            case "house-account" -> new HouseAccount(rest);
            case "own-account" -> new OwnAccount(rest);
            case "bucket" -> new BucketNamed(rest);
            case "bucket-made" -> new BucketMade(rest);
            case "text" -> new Shown(Template.of(rest));
            case "iam", "sts", "organizations" -> new Filled(form, Template.of(rest));
            default -> throw new IllegalArgumentException("no resource source: " + text);
        };
    }

    private static String before(String text) {
        return text.substring(0, text.indexOf(':'));
    }

    private static String after(String text) {
        return text.substring(text.indexOf(':') + 1);
    }

    /**
     * Text with parameters in it.
     *
     * @param texts one more than there are parameters
     */
    record Template(List<String> texts, List<String> parameters) {
        public Template {
            texts = List.copyOf(texts);
            parameters = List.copyOf(parameters);
        }

        static Template of(String text) {
            var texts = new ArrayList<String>();
            var parameters = new ArrayList<String>();
            int from = 0;
            int open;
            while ((open = text.indexOf("${", from)) >= 0) {
                int close = text.indexOf('}', open);
                texts.add(text.substring(from, open));
                parameters.add(text.substring(open + 2, close));
                from = close + 1;
            }
            texts.add(text.substring(from));
            return new Template(texts, parameters);
        }
    }

    /** The parameters that it reads. */
    default List<String> parameters() {
        return switch (this) {
            case Everything _, TheUser _, Listed _ -> List.of();
            case Named named -> List.of(named.parameter());
            case NamedOrAll named -> List.of(named.parameter(), named.all());
            case Created created -> List.of(created.parameter());
            case Renamed renamed ->
                    List.of(renamed.parameter(), "New" + renamed.parameter(), "NewPath");
            case ByArn byArn -> List.of(byArn.parameter());
            case OwnByArn byArn -> List.of(byArn.parameter());
            case KeyOwner owner -> List.of(owner.parameter());
            case DeletionTask task -> List.of(task.parameter());
            case ServiceLinked linked -> List.of(linked.service(), linked.suffix());
            case OrganizationPart part -> List.of(part.parameter());
            case HouseAccount account -> List.of(account.parameter());
            case OwnAccount account -> List.of(account.parameter());
            case BucketNamed bucket -> List.of(bucket.parameter());
            case BucketMade bucket -> List.of(bucket.parameter());
            case Filled filled -> filled.resource().parameters();
            case Shown shown -> shown.text().parameters();
        };
    }
}
