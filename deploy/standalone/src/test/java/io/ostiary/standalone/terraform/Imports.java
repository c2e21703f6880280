package io.ostiary.standalone.terraform;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What of a state can be imported, and under which id ("Import" in the AWS provider's documentation
 * of each resource).
 */
record Imports(List<Import> list) {
    /** These have no import: a membership and an attachment that know the others, too. */
    private static final Set<String> WITHOUT =
            Set.of("aws_iam_group_membership", "aws_iam_policy_attachment");

    /**
     * @param address the resource in the configuration
     * @param id under which the provider finds it
     */
    record Import(String address, String id) {}

    /**
     * @param state as {@code terraform show -json} tells it
     */
    static Imports of(JsonNode state) {
        var list = new ArrayList<Import>();
        for (JsonNode resource : state.at("/values/root_module/resources")) {
            String type = resource.get("type").textValue();
            if (resource.get("mode").textValue().equals("managed") && !WITHOUT.contains(type)) {
                list.add(
                        new Import(
                                resource.get("address").textValue(),
                                id(type, resource.get("values"))));
            }
        }
        return new Imports(list);
    }

    private static String id(String type, JsonNode values) {
        return switch (type) {
            case "aws_iam_user_policy_attachment" -> joined("/", values, "user", "policy_arn");
            case "aws_iam_group_policy_attachment" -> joined("/", values, "group", "policy_arn");
            case "aws_iam_role_policy_attachment" -> joined("/", values, "role", "policy_arn");
            case "aws_iam_user_ssh_key" ->
                    joined(":", values, "username", "ssh_public_key_id", "encoding");
            case "aws_iam_signing_certificate" ->
                    joined(":", values, "certificate_id", "user_name");
            case "aws_iam_service_specific_credential" ->
                    joined(
                            ":",
                            values,
                            "service_name",
                            "user_name",
                            "service_specific_credential_id");
            case "aws_iam_user_group_membership" -> {
                var parts = new ArrayList<>(List.of(values.get("user").textValue()));
                values.get("groups").forEach(group -> parts.add(group.textValue()));
                yield String.join("/", parts);
            }
            case "aws_iam_server_certificate" -> values.get("name").textValue();
            case "aws_iam_role_policies_exclusive", "aws_iam_role_policy_attachments_exclusive" ->
                    values.get("role_name").textValue();
            default -> values.get("id").textValue();
        };
    }

    private static String joined(String by, JsonNode values, String... names) {
        var parts = new ArrayList<String>();
        for (String name : names) {
            parts.add(values.get(name).textValue());
        }
        return String.join(by, parts);
    }

    List<String> addresses() {
        return list.stream().map(Import::address).toList();
    }

    /** A file of the configuration that asks for them. */
    String blocks() {
        var text = new StringBuilder();
        for (Import each : list) {
            text.append("import {\n  to = ").append(each.address());
            text.append("\n  id = \"").append(each.id()).append("\"\n}\n");
        }
        return text.toString();
    }
}
