package io.ostiary.standalone.folder;

/** The two files of the AWS CLI and SDKs, with a profile that leads to this server. */
final class AwsProfile {
    private static final String NAME = "ostiary";

    private AwsProfile() {}

    static void write(FolderFiles files, Endpoint endpoint, RootCredentials root) {
        files.awsConfig()
                .write(
                        """
                        [profile %s]
                        region = %s
                        endpoint_url = %s
                        """
                                .formatted(NAME, endpoint.region(), endpoint.url()));
        files.awsCredentials()
                .write(
                        """
                        [%s]
                        aws_access_key_id = %s
                        aws_secret_access_key = %s
                        """
                                .formatted(
                                        NAME,
                                        root.accessKeyId(),
                                        root.secretAccessKey().revealText()));
    }
}
