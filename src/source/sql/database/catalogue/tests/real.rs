//! Files that SQL Server wrote.
