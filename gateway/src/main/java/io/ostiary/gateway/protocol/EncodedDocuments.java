package io.ostiary.gateway.protocol;

import java.util.Set;

/**
 * The members of IAM's answers that hold a policy document percent-encoded by RFC 3986 (IAM API
 * Reference, for example GetRolePolicy: "Policies returned by this operation are URL-encoded
 * compliant with RFC 3986"). A list, not a rule by name: {@code SAMLMetadataDocument} is plain.
 */
final class EncodedDocuments {

    private static final Set<String> MEMBERS =
            Set.of(
                    "Role.AssumeRolePolicyDocument",
                    "RoleDetail.AssumeRolePolicyDocument",
                    "PolicyVersion.Document",
                    "PolicyDetail.PolicyDocument",
                    "GetGroupPolicyResponse.PolicyDocument",
                    "GetRolePolicyResponse.PolicyDocument",
                    "GetUserPolicyResponse.PolicyDocument");

    private EncodedDocuments() {}

    static boolean contains(String structure, String member) {
        return MEMBERS.contains(structure + '.' + member);
    }

    static Set<String> members() {
        return MEMBERS;
    }
}
