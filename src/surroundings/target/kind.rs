/// What a file lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// Categories.
    Categories,
    /// Rooms.
    Rooms,
    /// Add-ins.
    Addins,
}

impl TargetKind {
    /// The last word of the documented type of the cmdlet's objects.
    pub(super) fn type_name(self) -> &'static str {
        match self {
            TargetKind::Categories => "CategoryObject",
            TargetKind::Rooms => "ChatRoomObject",
            TargetKind::Addins => "AddinObject",
        }
    }

    /// Columns that no other kind has.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            TargetKind::Categories => &[
                "NumberOfChatRooms",
                "Invites",
                "FileUpload",
                "ChatHistory",
                "AllowedMembers",
                "DeniedMembers",
                "Creators",
            ],
            TargetKind::Rooms => &[
                "ChatRoomUri",
                "Privacy",
                "Invitations",
                "Members",
                "Managers",
                "Presenters",
            ],
            TargetKind::Addins => &["Url"],
        }
    }

    /// The column that identifies an object for ever, its name apart.
    pub(super) fn id_column(self) -> &'static str {
        match self {
            TargetKind::Categories => "CategoryUri",
            TargetKind::Rooms => "ChatRoomUri",
            TargetKind::Addins => "Identity",
        }
    }

    pub(super) const ALL: [TargetKind; 3] = [
        TargetKind::Categories,
        TargetKind::Rooms,
        TargetKind::Addins,
    ];
}
