package io.freshet.local.registry;

/** An answer that is an error: HTTP status and Confluent's error code. */
final class RegistryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private RegistryException(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RegistryException subjectNotFound(String subject) {
        return new RegistryException(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryException versionNotFound(String version) {
        return new RegistryException(404, 40402, "Version " + version + " not found.");
    }

    static RegistryException schemaNotFound() {
        return new RegistryException(404, 40403, "Schema not found");
    }

    static RegistryException noSubjectLevel(String subject) {
        return new RegistryException(
                404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryException unknownPath(String path) {
        return new RegistryException(404, 404, "HTTP 404 Not Found: " + path);
    }

    static RegistryException methodNotAllowed(String method) {
        return new RegistryException(405, 405, "HTTP 405 Method Not Allowed: " + method);
    }

    static RegistryException incompatible(String subject, String reasons) {
        return new RegistryException(
                409,
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\": "
                        + reasons);
    }

    static RegistryException tooLarge() {
        return new RegistryException(413, 413, "the request is larger than 1 MiB");
    }

    static RegistryException invalidBody(String why) {
        return new RegistryException(422, 422, "Invalid request: " + why);
    }

    static RegistryException invalidSchema(String why) {
        return new RegistryException(422, 42201, "Invalid schema: " + why);
    }

    static RegistryException invalidVersion(String version) {
        return new RegistryException(
                422, 42202, "The specified version '" + version + "' is not a valid version id: 1 or more, or latest");
    }

    static RegistryException invalidLevel(String level) {
        return new RegistryException(422, 42203, "Invalid compatibility level: " + level);
    }

    static RegistryException storeFailed(Exception cause) {
        RegistryException failed = new RegistryException(500, 50001, "Error in the backend data store");
        failed.initCause(cause);
        return failed;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
