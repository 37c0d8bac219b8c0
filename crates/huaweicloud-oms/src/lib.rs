//! Huawei Cloud and Open Telekom Cloud: oms
