package io.ostiary.policy.validate;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.catalog.ActionEntry;
import io.ostiary.policy.catalog.KeyType;
import io.ostiary.policy.catalog.KeyType.Base;
import io.ostiary.policy.catalog.ResourceType;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.catalog.ServiceEntry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What AWS's names are: services and actions, the forms of ARNs, condition keys and regions. Made
 * once; reads all services.
 */
final class KnownNames {

    /** AWS General Reference, "Regions" (all partitions whose names are public). */
    static final Set<String> REGIONS =
            Set.of(
                    "af-south-1",
                    "ap-east-1",
                    "ap-east-2",
                    "ap-northeast-1",
                    "ap-northeast-2",
                    "ap-northeast-3",
                    "ap-south-1",
                    "ap-south-2",
                    "ap-southeast-1",
                    "ap-southeast-2",
                    "ap-southeast-3",
                    "ap-southeast-4",
                    "ap-southeast-5",
                    "ap-southeast-6",
                    "ap-southeast-7",
                    "ca-central-1",
                    "ca-west-1",
                    "cn-north-1",
                    "cn-northwest-1",
                    "eu-central-1",
                    "eu-central-2",
                    "eu-north-1",
                    "eu-south-1",
                    "eu-south-2",
                    "eu-west-1",
                    "eu-west-2",
                    "eu-west-3",
                    "eusc-de-east-1",
                    "il-central-1",
                    "me-central-1",
                    "me-south-1",
                    "mx-central-1",
                    "sa-east-1",
                    "us-east-1",
                    "us-east-2",
                    "us-gov-east-1",
                    "us-gov-west-1",
                    "us-west-1",
                    "us-west-2",
                    "us-iso-east-1",
                    "us-iso-west-1",
                    "us-isob-east-1");

    static final List<String> PARTITIONS =
            List.of(
                    "aws",
                    "aws-cn",
                    "aws-us-gov",
                    "aws-iso",
                    "aws-iso-b",
                    "aws-iso-e",
                    "aws-iso-f",
                    "aws-eusc");

    /** IAM User Guide, "AWS global condition context keys". */
    private static final Map<String, KeyType> GLOBAL = new HashMap<>();

    static {
        global(
                Base.STRING,
                false,
                "aws:assumedroot aws:chatbotsourcearn aws:ec2instancesourceprivateipv4"
                    + " aws:ec2instancesourcevpc aws:federatedprovider aws:principalaccount"
                    + " aws:principalorgid aws:principalservicename aws:principaltag/"
                    + " aws:principaltype aws:referer aws:requestedregion aws:requesttag/"
                    + " aws:resourceaccount aws:resourceorgid aws:resourcetag/ aws:sourceaccount"
                    + " aws:sourceidentity aws:sourceorgid aws:sourcevpc aws:sourcevpce"
                    + " aws:useragent aws:userid aws:username aws:vpceaccount aws:vpceorgid"
                    + " aws:signinsessionarn");
        global(
                Base.STRING,
                true,
                "aws:calledvia aws:principalorgpaths aws:principalservicenameslist"
                        + " aws:resourceorgpaths aws:sourceorgpaths aws:tagkeys aws:vpceorgpaths");
        global(Base.STRING, false, "aws:calledviafirst aws:calledvialast");
        global(Base.ARN, false, "aws:principalarn aws:sourcearn aws:sourcevpcarn");
        global(
                Base.BOOL,
                false,
                "aws:ismcpserviceaction aws:multifactorauthpresent aws:principalisawsservice"
                        + " aws:securetransport aws:viaawsservice aws:viaawsmcpservice");
        global(Base.NUMERIC, false, "aws:multifactorauthage aws:epochtime");
        global(Base.DATE, false, "aws:currenttime aws:tokenissuetime");
        global(Base.IP_ADDRESS, false, "aws:sourceip aws:vpcsourceip");
    }

    private static void global(Base base, boolean multivalued, String names) {
        for (String name : names.split(" ")) {
            GLOBAL.put(name, new KeyType(base, multivalued));
        }
    }

    /**
     * A form of ARNs.
     *
     * @param resource with a star for each variable part
     */
    record ArnForm(boolean hasRegion, boolean hasAccount, String resource) {}

    private final ServiceAuthorization data;
    private final Map<String, List<ArnForm>> forms = new HashMap<>();

    KnownNames(ServiceAuthorization data) {
        this.data = data;
        for (String prefix : data.prefixes()) {
            ServiceEntry service = data.service(prefix);
            Collection<ResourceType> types = service == null ? List.of() : service.resourceTypes();
            for (ResourceType type : types) {
                addForm(type.arn());
            }
        }
    }

    private void addForm(String arn) {
        String form = starred(starred(arn, "${", '}'), "<", '>');
        String[] parts = form.split(":", 6);
        if (parts.length == 6) {
            forms.computeIfAbsent(parts[2], _ -> new ArrayList<>())
                    .add(new ArnForm(!parts[3].isEmpty(), !parts[4].isEmpty(), parts[5]));
        }
    }

    /** The forms of the ARNs of a service; empty when the data have none. */
    List<ArnForm> forms(String arnService) {
        return forms.getOrDefault(arnService, List.of());
    }

    boolean isArnService(String service) {
        return forms.containsKey(service) || data.has(service);
    }

    boolean isService(String prefix) {
        return data.has(prefix);
    }

    boolean isAction(String action) {
        return data.action(action) != null;
    }

    /** The type of a key; null when it is not known. */
    @Nullable KeyType key(String key) {
        String folded = Names.key(key);
        int slash = folded.indexOf('/');
        KeyType global = GLOBAL.get(slash < 0 ? folded : folded.substring(0, slash + 1));
        if (global != null || folded.startsWith("aws:")) {
            return global;
        }
        ServiceEntry service = data.service(folded.substring(0, Math.max(0, folded.indexOf(':'))));
        return service == null ? null : service.key(key);
    }

    /** The action that is most like this one, if one is nearly the same; else null. */
    @Nullable String nearestAction(String action) {
        int colon = action.indexOf(':');
        ServiceEntry service = data.service(action.substring(0, colon));
        String name = Names.key(action.substring(colon + 1));
        String nearest = null;
        int least = 3;
        if (service != null) {
            for (ActionEntry each : service.actions()) {
                int distance = distance(name, Names.key(each.name()), least);
                if (distance < least) {
                    least = distance;
                    nearest = each.text();
                }
            }
        }
        return nearest;
    }

    /** Letters to change, add or leave out; {@code limit} when it is no fewer. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit || a.length() > 128) {
            return limit;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return Math.min(row[b.length()], limit);
    }

    /** With a star for everything between the two. */
    private static String starred(String text, String open, char close) {
        var starred = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(open); at >= 0; at = text.indexOf(open, from)) {
            int end = text.indexOf(close, at);
            if (end < 0) {
                break;
            }
            starred.append(text, from, at).append('*');
            from = end + 1;
        }
        return starred.append(text, from, text.length()).toString();
    }
}
