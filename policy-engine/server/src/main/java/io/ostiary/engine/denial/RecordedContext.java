package io.ostiary.engine.denial;

import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.ExplainedDenial.ContextValue;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.ConditionKeys;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition keys of a request that can be told: those that every request may have, and those
 * that a policy looks at. There is no list of all, for keys are made when they are asked for.
 */
final class RecordedContext {

    /** Longer lists and texts are cut: a record has a bound. */
    private static final int MAX_VALUES = 50;

    private static final int MAX_TEXT = 1_024;

    /** As they are told, by lower case. */
    private static final Map<String, String> ALWAYS =
            byKey(
                    "aws:PrincipalArn",
                    "aws:PrincipalAccount",
                    "aws:PrincipalType",
                    "aws:PrincipalOrgID",
                    "aws:PrincipalOrgPaths",
                    "aws:PrincipalIsAWSService",
                    "aws:userid",
                    "aws:username",
                    "aws:MultiFactorAuthPresent",
                    "aws:TokenIssueTime",
                    "aws:SourceIp",
                    "aws:SourceVpc",
                    "aws:SourceVpce",
                    "aws:VpcSourceIp",
                    "aws:SecureTransport",
                    "aws:UserAgent",
                    "aws:Referer",
                    "aws:RequestedRegion",
                    "aws:CurrentTime",
                    "aws:EpochTime",
                    "aws:TagKeys",
                    "aws:ViaAWSService",
                    "aws:ResourceAccount",
                    "aws:ResourceOrgID",
                    "aws:ResourceOrgPaths");

    private RecordedContext() {}

    /**
     * @param stated more names
     */
    static List<ContextValue> of(ConditionKeys keys, PolicySet policies, List<String> stated) {
        var context = new ArrayList<ContextValue>(ALWAYS.size());
        ALWAYS.forEach((key, name) -> add(keys, key, name, context));
        Map<String, String> more = new LinkedHashMap<>();
        addNamed(policies, more);
        addNames(stated, more);
        more.forEach((key, name) -> add(keys, key, name, context));
        return context;
    }

    private static void addNames(List<String> names, Map<String, String> more) {
        for (String name : names) {
            String key = Names.key(name);
            if (!ALWAYS.containsKey(key)) {
                more.putIfAbsent(key, name);
            }
        }
    }

    private static void add(
            ConditionKeys keys, String key, String name, List<ContextValue> context) {
        List<String> values = keys.values(key);
        if (values != null) {
            context.add(new ContextValue(name, bounded(values)));
        }
    }

    private static Map<String, String> byKey(String... names) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (String name : names) {
            byKey.put(Names.key(name), name);
        }
        return Collections.unmodifiableMap(byKey);
    }

    private static void addNamed(PolicySet policies, Map<String, String> more) {
        addNamed(policies.identity(), more);
        addNamed(policies.groups(), more);
        addNamed(policies.session(), more);
        addNamed(policies.boundary(), more);
        addNamed(policies.resource(), more);
        for (List<LabelledPolicy> level : policies.guardrails().scp()) {
            addNamed(level, more);
        }
        for (List<LabelledPolicy> level : policies.guardrails().rcp()) {
            addNamed(level, more);
        }
    }

    private static void addNamed(
            @Nullable List<LabelledPolicy> policies, Map<String, String> more) {
        if (policies != null) {
            for (LabelledPolicy policy : policies) {
                addNamed(policy, more);
            }
        }
    }

    private static void addNamed(@Nullable LabelledPolicy policy, Map<String, String> more) {
        if (policy != null) {
            addNames(policy.policy().contextKeys(), more);
        }
    }

    static List<String> bounded(List<String> values) {
        if (values.size() == 1 && values.getFirst().length() <= MAX_TEXT) {
            return values;
        }
        var bounded = new ArrayList<String>();
        for (String value : values.subList(0, Math.min(values.size(), MAX_VALUES))) {
            bounded.add(value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) : value);
        }
        return bounded;
    }
}
