//! Files that SQL Server and its tools wrote, wherever `PCHAT_REAL_FILES` says they are.

use std::path::{Path, PathBuf};

/// The tables of Northwind, and how many rows each has.
pub(crate) const NORTHWIND: [(&str, u64); 13] = [
    ("Categories", 8),
    ("CustomerCustomerDemo", 0),
    ("CustomerDemographics", 0),
    ("Customers", 91),
    ("EmployeeTerritories", 49),
    ("Employees", 9),
    ("Order Details", 2155),
    ("Orders", 830),
    ("Products", 77),
    ("Region", 4),
    ("Shippers", 3),
    ("Suppliers", 29),
    ("Territories", 53),
];

/// Where one of them is, by its name below the folder `sql`.
pub(crate) fn path(name: &str) -> PathBuf {
    let files = std::env::var_os("PCHAT_REAL_FILES")
        .expect("PCHAT_REAL_FILES must name the folder of real files, with `sql` inside");
    Path::new(&files).join("sql").join(name)
}
