use crate::wording::{Sentence, wording};

wording! {
    in "foreign";
    /// What a file is that is not read: with its article, so that it can follow `this is`.
    #[derive(Copy, PartialEq, Eq)]
    pub(crate) enum Kind {
        // Documents, and archives that say what they are by their members.
        ZipInside,
        Volume,
        Excel,
        Word,
        PowerPoint,
        Visio,
        Book,
        JavaArchive,
        AndroidApp,
        OpenDocument,
        Office,
        OldOffice,
        ExcelXml,
        OneNote,
        Pdf,
        PostScript,
        Rtf,
        // Of SQL Server.
        DataFileInZip,
        LogFile,
        BackupInZip,
        CompressedBackupInZip,
        SqlServerCompact,
        // Of other databases.
        DBase,
        MySqlDefinition,
        MySqlIndex,
        InnoDb,
        MySqlDump,
        OracleDataPump,
        OracleDump,
        OracleScript,
        PostgresArchive,
        PostgresDump,
        Sqlite,
        SqliteDump,
        OldAccess,
        Access,
        Ese,
        Firebird,
        FirebirdScript,
        Db2Script,
        HsqldbScript,
        LotusNotes,
        Parquet,
        Avro,
        Arrow,
        Json,
        // Pictures, sound, video.
        Bmp,
        Icon,
        Png,
        Jpeg,
        Gif,
        Tiff,
        Photoshop,
        Jpeg2000,
        WebP,
        Heif,
        Avif,
        Svg,
        Wav,
        Avi,
        Mp4,
        Matroska,
        Mpeg,
        Flash,
        WindowsMedia,
        Mp3,
        Ogg,
        Flac,
        Midi,
        // Archives.
        Bzip2,
        Arj,
        SevenZip,
        Rar,
        Gzip,
        Compress,
        Xz,
        Zstd,
        Lz4,
        Lzip,
        Lzma,
        Cabinet,
        DosCompress,
        WindowsImage,
        Tar,
        Lzh,
        Ace,
        Ar,
        Rpm,
        Xar,
        Uuencode,
        // Disks.
        RawDisk,
        Disc,
        Vhd,
        Vhdx,
        Vmdk,
        Qcow2,
        Vdi,
        VmdkDescription,
        // Programs, and what systems leave.
        WindowsProgram,
        LinuxProgram,
        MacProgram,
        JavaClass,
        Script,
        ProgramMemory,
        WindowsMemory,
        Registry,
        RegistryExtract,
        EventLog,
        WindowsShortcut,
        AddressShortcut,
        DesktopIni,
        DsStore,
        AppleDouble,
        PropertyList,
        Clixml,
        // Mail, the network, secrets, and what is lost.
        Mailbox,
        Mime,
        Mail,
        AddressCard,
        Calendar,
        Directory,
        HtmlPage,
        WebLog,
        NetworkCapture,
        Patch,
        GitLfs,
        OpenSsl,
        Pgp,
        Key,
        Zeros,
    }
}

wording! {
    in "foreign";
    /// What to do about a file that is not read.
    #[derive(Copy, PartialEq, Eq)]
    pub(crate) enum Advice {
        /// There is nothing to be read in it.
        LeaveOut,
        /// It is an archive.
        Unpack,
        /// It is one compressed file.
        UnpackFirst,
        /// It is one of SQL Server's files, and compressed with others.
        NotInZip,
        /// It is a log, and the data are in other files.
        DataFiles,
        /// It may be an input of its own.
        ByItself,
        /// It is a part of an archive.
        AllVolumes,
        /// It may hold a table, in a form for people.
        ExtractAgain,
        /// It is another product's database.
        OtherDatabase,
        /// It may hold tables, in a form that is not read.
        AsTables,
        /// PowerShell wrote it, and can write it in another form.
        AsCsv,
        /// It is JSON.
        NoJson,
        /// It is a disk with files.
        FromDisk,
        /// It describes a disk with files.
        FromDescribedDisk,
        /// It may have something attached.
        Attachments,
        /// It leads to another file.
        WhereItLeads,
        /// It is a page, in place of a file or with a table.
        NotThePage,
        /// It stands for a file that is elsewhere.
        Fetch,
        /// It is encrypted.
        Decrypt,
        /// It is a secret.
        TakeOut,
        /// Its content was lost.
        CopyAgain,
    }
}

wording! {
    in "foreign";
    /// What is said of such files.
    pub(crate) enum Note {
        /// There is nothing else.
        File { kind: Kind },
        /// They lie beside what is read.
        Left { count: usize, files: Vec<String>, advice: Option<Sentence> },
        /// One of several.
        Named { name: String, kind: Kind },
        /// What to do about those of one kind, and then about others.
        ForKind { kind: Kind, hint: Advice, others: Option<Sentence> },
    }
}

wording! {
    in "foreign";
    /// What a file begins with of which nothing tells what it is.
    pub(crate) enum Beginning {
        /// These bytes.
        Bytes { bytes: String },
        /// Bytes that are shown where that is asked for only.
        Unshown,
    }
}
