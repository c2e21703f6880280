package io.ostiary.policy.validate;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.policy.validate.KnownNames.ArnForm;
import io.ostiary.policy.value.CutArn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One resource of a statement. */
final class ArnRules {

    private static final int PARTS = 6;

    /** What stands in the place of an account in ARNs of AWS's own. */
    private static final Set<String> AWS_ACCOUNTS = Set.of("aws", "cloudfront", "amazon");

    private ArnRules() {}

    static void check(Place place, Scope scope) {
        String text = place.text();
        Variables.check(place, scope);
        if (text.equals("*")) {
            bucket(place, scope);
            return;
        }
        List<String> parts = CutArn.cutPattern(text, scope.variables());
        if (!parts.getFirst().equals("arn")) {
            if (!parts.getFirst().equals("*")) {
                scope.findings().add(Check.INVALID_ARN_PREFIX, place);
            }
            return;
        }
        if (parts.size() < PARTS) {
            if (!text.endsWith("*")) {
                scope.findings().add(Check.MISSING_ARN_FIELD, place, Integer.toString(PARTS));
            }
            return;
        }
        bucket(place, scope);
        service(place, parts, scope);
    }

    private static void service(Place place, List<String> parts, Scope scope) {
        String service = parts.get(2);
        if (isOpen(service)) {
            scope.findings().add(Check.WILDCARD_IN_SERVICE_NAME, place);
            return;
        }
        if (!service.equals(Names.key(service))) {
            scope.findings().add(Check.INVALID_ARN_SERVICE_CASE, place, service);
            return;
        }
        if (!scope.names().isArnService(service)) {
            scope.findings().add(Check.INVALID_SERVICE, place, service);
            return;
        }
        String partition = parts.get(1);
        if (!isOpen(partition) && !KnownNames.PARTITIONS.contains(partition)) {
            scope.findings()
                    .add(
                            Check.INVALID_PARTITION,
                            place,
                            service,
                            partition,
                            String.join(", ", KnownNames.PARTITIONS));
        }
        rest(place, parts, scope);
    }

    private static void rest(Place place, List<String> parts, Scope scope) {
        String service = parts.get(2);
        String region = parts.get(3);
        String account = parts.get(4);
        if (!region.isEmpty() && !isOpen(region) && !KnownNames.REGIONS.contains(region)) {
            scope.findings().add(Check.INVALID_ARN_REGION, place, region);
        }
        if (!account.isEmpty()
                && !isOpen(account)
                && !AccountId.isValid(account)
                && !AWS_ACCOUNTS.contains(account)) {
            scope.findings().add(Check.INVALID_ARN_ACCOUNT, place, account);
        }
        List<ArnForm> known = scope.names().forms(service);
        if (known.isEmpty()) {
            return;
        }
        String resource = withoutVariables(parts.get(5));
        List<ArnForm> forms = new ArrayList<>();
        for (ArnForm form : known) {
            if (Globs.meet(resource, form.resource())) {
                forms.add(form);
            }
        }
        if (forms.isEmpty()) {
            scope.findings().add(Check.INVALID_ARN_RESOURCE, place);
            return;
        }
        if (!region.isEmpty() && !isOpen(region) && forms.stream().noneMatch(ArnForm::hasRegion)) {
            scope.findings().add(Check.ARN_REGION_NOT_ALLOWED, place, service);
        }
        if (region.isEmpty() && forms.stream().allMatch(ArnForm::hasRegion)) {
            scope.findings().add(Check.MISSING_ARN_REGION, place, service);
        }
        if (AccountId.isValid(account) && forms.stream().noneMatch(ArnForm::hasAccount)) {
            scope.findings().add(Check.ARN_ACCOUNT_NOT_ALLOWED, place, service);
        }
    }

    /** A bucket's policy speaks of the bucket and its objects only. */
    private static void bucket(Place place, Scope scope) {
        if ("AWS::S3::Bucket".equals(scope.resourceType())
                && !place.text().startsWith("arn:aws:s3:::")) {
            scope.findings().add(Check.UNSUPPORTED_RESOURCE_ARN_IN_POLICY, place, "S3 Bucket");
        }
    }

    private static boolean isOpen(String part) {
        return Globs.has(part) || part.indexOf('$') >= 0;
    }

    private static String withoutVariables(String resource) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < resource.length()) {
            int end = resource.startsWith("${", at) ? resource.indexOf('}', at) : -1;
            plain.append(end < 0 ? resource.charAt(at) : '*');
            at = end < 0 ? at + 1 : end + 1;
        }
        return plain.toString();
    }
}
