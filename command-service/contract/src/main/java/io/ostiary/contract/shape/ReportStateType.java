package io.ostiary.contract.shape;

/** IAM API, ReportStateType. */
public enum ReportStateType {
    STARTED,
    INPROGRESS,
    COMPLETE
}
